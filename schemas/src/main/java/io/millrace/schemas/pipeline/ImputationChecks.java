package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import io.millrace.schemas.pipeline.Column.Missing;
import io.millrace.schemas.pipeline.Column.Spellings;
import io.millrace.schemas.pipeline.Column.Type;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which settings of missing and unusual values go together, and with the column's type. */
final class ImputationChecks {
    /** Their value is one slot. */
    private static final Set<Type> IMPUTED = EnumSet.of(Type.NUMERIC, Type.CATEGORICAL, Type.BOOLEAN);

    private ImputationChecks() {}

    static void missing(Type type, Missing missing, Optional<String> fill) {
        String strategy = Scalars.spelled(missing);
        unless(
                !missing.imputes() || IMPUTED.contains(type),
                "missing",
                strategy + " needs a numeric, categorical or boolean column");
        switch (missing) {
            case MEAN, MEDIAN ->
                unless(type == Type.NUMERIC, "missing", "only a numeric column has a " + strategy + ": take mode");
            case MODE -> unless(type != Type.NUMERIC, "missing", "a numeric column has no mode: take median or mean");
            case CONSTANT -> unless(fill.isPresent(), "fill", "is missing: missing: constant needs what stands in");
            default -> {} // every type that is imputed
        }
        unless(missing == Missing.CONSTANT || fill.isEmpty(), "fill", "needs missing: constant");
    }

    /**
     * Checks that what stands in is a value the column could hold.
     *
     * @param words that a categorical column with a vocabulary, or a boolean one, knows; empty where any will do
     */
    static void fill(
            Type type,
            String fill,
            Optional<Double> min,
            Optional<Double> max,
            Spellings spellings,
            Stream<String> words) {
        if (type == Type.NUMERIC) {
            unless(Scalars.DECIMAL.matcher(fill).matches(), "fill", "'" + fill + "' is not a number");
            double number = Double.parseDouble(fill.replace("_", ""));
            boolean possible = min.filter(least -> number < least).isEmpty()
                    && max.filter(most -> number > most).isEmpty();
            unless(possible, "fill", fill + " is outside min and max");
            return;
        }
        Set<String> known = words.map(word -> spelled(type, spellings, word)).collect(Collectors.toSet());
        unless(
                known.isEmpty() || known.contains(spelled(type, spellings, fill)),
                "fill",
                "'" + fill + "' is none of the values of the column");
    }

    private static String spelled(Type type, Spellings spellings, String word) {
        return (type == Type.BOOLEAN ? Spellings.CASE : spellings).of(word.trim());
    }

    static void outliers(Type type, Outliers outliers) {
        unless(
                type == Type.NUMERIC || outliers.by() == Outliers.By.NONE,
                "outliers.by",
                "only a numeric column has outliers");
    }
}
