package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import io.millrace.schemas.pipeline.Column.Decimal;
import io.millrace.schemas.pipeline.Column.Spellings;
import io.millrace.schemas.pipeline.Column.Type;
import io.millrace.schemas.pipeline.Column.Unseen;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which settings of a column go together. */
final class ColumnChecks {
    private static final int LARGEST_VOCABULARY = 100_000;
    private static final Pattern THOUSANDS = Pattern.compile("[,.'_ ]");
    private static final Pattern UNIT = Pattern.compile("[^0-9.,+\\s-]|[^0-9.,+\\s-].*[^0-9.,+\\s-]");

    /** The defaults, as {@link Column} declares them: a column that is not boolean keeps them. */
    private static final List<String> TRUE_VALUES = List.of("true", "1", "yes", "t", "y");

    private static final List<String> FALSE_VALUES = List.of("false", "0", "no", "f", "n");

    private ColumnChecks() {}

    static void numbers(
            Type type,
            Optional<Double> min,
            Optional<Double> max,
            Decimal decimal,
            Optional<String> thousands,
            Map<String, Double> units) {
        boolean numeric = type == Type.NUMERIC;
        unless(numeric || min.isEmpty(), "min", "only a numeric column has bounds");
        unless(numeric || max.isEmpty(), "max", "only a numeric column has bounds");
        unless(
                min.isEmpty() || max.isEmpty() || min.get() <= max.get(),
                "min",
                "must not be above max (" + max.orElse(0.0) + ")");
        unless(numeric || decimal == Decimal.POINT, "decimal", "only a numeric column has decimals");
        unless(numeric || thousands.isEmpty(), "thousands", "only a numeric column has thousands");
        unless(numeric || units.isEmpty(), "units", "only a numeric column has units");
        thousands.ifPresent(sign -> {
            unless(THOUSANDS.matcher(sign).matches(), "thousands", "must be one of , . ' _ or a blank");
            boolean marksDecimals = switch (decimal) {
                case POINT -> sign.equals(".");
                case COMMA -> sign.equals(",");
                case EITHER -> sign.equals(".") || sign.equals(",");
            };
            unless(!marksDecimals, "thousands", "'" + sign + "' marks the decimals");
        });
        units.forEach((unit, factor) -> {
            unless(UNIT.matcher(unit).matches(), "units", "'" + unit + "' must neither start nor end like a number");
            unless(factor != 0, "units", "the factor of '" + unit + "' must not be 0");
        });
    }

    static void categories(Type type, List<String> values, Spellings spellings, Map<String, String> synonyms) {
        boolean categorical = type == Type.CATEGORICAL;
        unless(categorical || values.isEmpty(), "values", "only a categorical column has a vocabulary");
        unless(categorical || spellings == Spellings.EXACT, "spellings", "only a categorical column has categories");
        unless(categorical || synonyms.isEmpty(), "synonyms", "only a categorical column has categories");
        Set<String> known = new HashSet<>();
        values.forEach(value -> unless(
                known.add(spellings.of(value.trim())),
                "values",
                "'" + value + "' is listed twice" + (spellings == Spellings.EXACT ? "" : ", spelled differently")));
        Set<String> others = new HashSet<>();
        synonyms.forEach((other, meant) -> {
            String spelled = spellings.of(other.trim());
            unless(!known.contains(spelled), "synonyms", "'" + other + "' is a category itself: it stands in values");
            unless(others.add(spelled), "synonyms", "'" + other + "' is listed twice, spelled differently");
            unless(
                    known.isEmpty() || known.contains(spellings.of(meant.trim())),
                    "synonyms",
                    "'" + meant + "' is none of the values");
        });
    }

    static void learning(Type type, Optional<Integer> learn, List<String> values, Unseen unseen) {
        if (learn.isEmpty()) {
            return;
        }
        unless(type == Type.CATEGORICAL, "learn", "only a categorical column has a vocabulary");
        unless(values.isEmpty(), "learn", "the vocabulary is either declared (values) or learned: leave one out");
        unless(learn.get() >= 1 && learn.get() <= LARGEST_VOCABULARY, "learn", "must be between 1 and 100000");
        unless(
                unseen == Unseen.UNKNOWN,
                "unseen",
                "a category is learned from the records that show it: they cannot be rejected for it");
    }

    static void times(Type type, List<String> patterns, String zone) {
        unless(type == Type.TIMESTAMP || patterns.isEmpty(), "patterns", "only a timestamp column has patterns");
        unless(type == Type.TIMESTAMP || zone.equals("UTC"), "zone", "only a timestamp column has a zone");
        patterns.forEach(TimePattern::check);
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new InvalidSetting("zone", "'" + zone + "' is no time zone: write UTC, +02:00 or Europe/Berlin");
        }
    }

    static void booleans(Type type, List<String> trueValues, List<String> falseValues) {
        boolean truths = type == Type.BOOLEAN;
        unless(truths || trueValues.equals(TRUE_VALUES), "trueValues", "only a boolean column has words for true");
        unless(truths || falseValues.equals(FALSE_VALUES), "falseValues", "only a boolean column has words for false");
        Set<String> isTrue = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        isTrue.addAll(trueValues);
        falseValues.forEach(value -> unless(!isTrue.contains(value), "falseValues", "'" + value + "' means true"));
    }
}
