package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One column of the records: its type, its cleaning rules and its encoding. */
public record Column(
        @Setting(doc = "Name of the column, and of the field in the records unless field says another.")
        String name,

        @Setting(
                doc =
                        "Field of the records that holds the value; one inside others by its path, as in address.city or, by places in lists from 0, items.0.price.")
        Optional<String> field,

        @Setting(doc = "What the column holds; an ignored column may be anything and is not encoded.")
        Type type,

        @Setting(
                doc = "Texts that mean a value is missing, besides null.",
                byDefault = "['', 'NA', 'N/A', 'null', 'NaN', '?']")
        List<String> missingTokens,

        @Setting(
                doc =
                        "What to do with a missing value: keep it open, for the model to impute (keep), put the record aside (reject), or let something stand in for it: fill (constant), what the profiles of all partitions say of a number (mean, median) or a category or truth (mode), or what the entity had last (last). What stands in comes with a slot that says so.",
                byDefault = "keep")
        Missing missing,

        @Setting(doc = "What stands in for a missing value where missing is constant.")
        Optional<String> fill,

        @Setting(doc = "What to do with a value of the wrong type.", byDefault = "reject")
        Invalid invalid,

        @Setting(doc = "Smallest possible number.") Optional<Double> min,
        @Setting(doc = "Largest possible number.") Optional<Double> max,

        @Setting(doc = "What to do with a number outside min and max.", byDefault = "reject")
        Outside outside,

        @Setting(
                doc = "What to do with a number that is unusual for its column, though it may be possible.",
                byDefault = "{}")
        Outliers outliers,

        @Setting(
                doc =
                        "Values that the profiles must hold before they say what stands in for a missing one, or what is an outlier; until then missing values stay open, and nothing is an outlier.",
                unit = "values",
                byDefault = "1000")
        int warmup,

        @Setting(doc = "Vocabulary of a categorical column, in the order of its codes.", byDefault = "[]")
        List<String> values,

        @Setting(doc = "What to do with a category outside the vocabulary.", byDefault = "unknown")
        Unseen unseen,

        @Setting(
                doc =
                        "Categories of a column without a vocabulary, and words of a text, are hashed into this many codes or slots.",
                unit = "codes",
                byDefault = "32")
        int buckets,

        @Setting(
                doc = "How a number in text marks its decimals: 0.5 (point), 0,5 (comma), or as it comes (either).",
                byDefault = "point")
        Decimal decimal,

        @Setting(
                doc =
                        "Sign between groups of three digits of a number in text, such as ',' or ' ' (any kind of blank).")
        Optional<String> thousands,

        @Setting(
                doc =
                        "Units that may stand behind a number in text, each with the factor that makes it the column's own: {km/h: 1, mph: 1.609344}, or {'%': 0.01}.",
                byDefault = "{}")
        Map<String, Double> units,

        @Setting(
                doc =
                        "What to subtract from a number in such a unit before its factor counts: {'°F': 32} beside units {'°C': 1, '°F': 0.5555555555555556}.",
                byDefault = "{}")
        Map<String, Double> offsets,

        @Setting(
                doc =
                        "What the vector holds of a number: the number (none), ln(1 + number) (log1p, needs a min above -1), or its square root (sqrt, needs a min of 0 or more).",
                byDefault = "none")
        Transform transform,

        @Setting(
                doc =
                        "Edges of bins, ascending: the vector then holds the code of the bin a number falls into instead of the number, 1 below the first edge; an edge belongs to the bin above it.",
                byDefault = "[]")
        List<Double> bins,

        @Setting(
                doc = "What means true in a boolean column, in any case.",
                byDefault = "['true', '1', 'yes', 't', 'y']")
        List<String> trueValues,

        @Setting(
                doc = "What means false in a boolean column, in any case.",
                byDefault = "['false', '0', 'no', 'f', 'n']")
        List<String> falseValues,

        @Setting(
                doc =
                        "Patterns of a time in text, tried in this order before ISO 8601 and epochs: the letters of Java's DateTimeFormatter, names in English.",
                byDefault = "[]")
        List<String> patterns,

        @Setting(doc = "Zone of the times that come without one.", byDefault = "UTC")
        String zone,

        @Setting(
                doc =
                        "What the vector holds of a time, in this order, in UTC: minute of the hour and hour of the day with their fractions, day of the month, month, weekday from 1 (Monday), ISO week, day of the year.",
                byDefault = "[hour, weekday, yearday]")
        List<Part> parts,

        @Setting(
                doc =
                        "Whether each part of a time enters the vector as the sine and cosine of its place in its period (the hour, the day, the month, the year, the week), so that 23:59 is near 00:00.",
                byDefault = "false")
        boolean cyclical,

        @Setting(
                doc =
                        "Which spellings of a category are the same: none but itself (exact), any case (case), or also blanks, hyphens and underscores between words (words).",
                byDefault = "exact")
        Spellings spellings,

        @Setting(doc = "Other names of categories, each with the category it means.", byDefault = "{}")
        Map<String, String> synonyms,

        @Setting(
                doc =
                        "What the vector holds of a text: how often its words (words) or its characters (characters) and runs of them occur, hashed into as many slots as buckets says; or its first words in their order, one code each (tokens).",
                byDefault = "words")
        Encoding encoding,

        @Setting(
                doc = "Longest run of words or characters of a text that is counted, besides all shorter ones.",
                unit = "words or characters",
                byDefault = "1")
        int ngrams,

        @Setting(
                doc = "First words of a text that become codes, where encoding is tokens.",
                unit = "words",
                byDefault = "16")
        int tokens,

        @Setting(
                doc =
                        "Learns the vocabulary from the stream instead: the first so many categories get a code each, the same everywhere and for ever; all others are unknown.",
                unit = "codes")
        Optional<Integer> learn) {

    /** What a column holds. */
    public enum Type {
        NUMERIC,
        CATEGORICAL,
        BOOLEAN,
        TIMESTAMP,
        TEXT,
        IGNORED
    }

    /** Rule for a missing value. */
    public enum Missing {
        KEEP,
        REJECT,
        CONSTANT,
        MEAN,
        MEDIAN,
        MODE,
        LAST;

        /** Whether something stands in for the missing value. */
        public boolean imputes() {
            return this != KEEP && this != REJECT;
        }

        /** Whether the profiles say what stands in. */
        public boolean asksProfiles() {
            return this == MEAN || this == MEDIAN || this == MODE;
        }
    }

    /** Rule for a value that is not of the column's type. */
    public enum Invalid {
        REJECT,
        MISSING
    }

    /** Rule for a number outside the bounds. */
    public enum Outside {
        REJECT,
        MISSING,
        CLIP
    }

    /** How numbers in text mark their decimals. */
    public enum Decimal {
        POINT,
        COMMA,
        EITHER
    }

    /** What becomes of a number on its way into the vector. */
    public enum Transform {
        NONE,
        LOG1P,
        SQRT
    }

    /** What a vector can hold of a point in time. */
    public enum Part {
        MINUTE,
        HOUR,
        DAY,
        MONTH,
        WEEKDAY,
        WEEK,
        YEARDAY
    }

    /** Which spellings of a category are the same one. */
    public enum Spellings {
        EXACT,
        CASE,
        WORDS;

        private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}_-]+");

        /** The one spelling that stands for all: as it is; in lower case; with underscores between the words. */
        public String of(String trimmed) {
            return switch (this) {
                case EXACT -> trimmed;
                case CASE -> trimmed.toLowerCase(Locale.ROOT);
                case WORDS ->
                    BETWEEN_WORDS.matcher(trimmed.toLowerCase(Locale.ROOT)).replaceAll("_");
            };
        }
    }

    /** What becomes of a text on its way into the vector. */
    public enum Encoding {
        WORDS,
        CHARACTERS,
        TOKENS
    }

    /** Rule for a category outside the vocabulary. */
    public enum Unseen {
        UNKNOWN,
        REJECT
    }

    public Column {
        unless(!name.isBlank(), "name", "must not be empty");
        unless(field.filter(String::isBlank).isEmpty(), "field", "must not be empty");
        missingTokens = List.copyOf(missingTokens);
        values = List.copyOf(values);
        trueValues = List.copyOf(trueValues);
        falseValues = List.copyOf(falseValues);
        patterns = List.copyOf(patterns);
        parts = List.copyOf(parts);
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
        offsets = Map.copyOf(offsets);
        bins = List.copyOf(bins);
        synonyms = Collections.unmodifiableMap(new LinkedHashMap<>(synonyms));
        ColumnChecks.numbers(type, min, max, decimal, thousands, units);
        ImputationChecks.missing(type, missing, fill);
        ImputationChecks.outliers(type, outliers);
        EncodingChecks.offsets(type, units, offsets);
        EncodingChecks.scale(type, min, transform, bins);
        EncodingChecks.times(type, parts, cyclical);
        EncodingChecks.texts(type, encoding, ngrams, tokens, buckets);
        ColumnChecks.categories(type, values, spellings, synonyms);
        ColumnChecks.times(type, patterns, zone);
        ColumnChecks.booleans(type, trueValues, falseValues);
        ColumnChecks.learning(type, learn, values, unseen);
        if (fill.isPresent()) {
            ImputationChecks.fill(
                    type, fill.get(), min, max, spellings, words(type, values, synonyms, trueValues, falseValues));
        }
        unless(warmup >= 1 && warmup <= 1_000_000, "warmup", "must be between 1 and 1000000");
        unless(buckets >= 2 && buckets <= 100_000, "buckets", "must be between 2 and 100000");
    }

    /** What a column can be told apart by; nothing where it takes any category. */
    private static Stream<String> words(
            Type type,
            List<String> values,
            Map<String, String> synonyms,
            List<String> trueValues,
            List<String> falseValues) {
        if (type == Type.BOOLEAN) {
            return Stream.concat(trueValues.stream(), falseValues.stream());
        }
        return values.isEmpty() ? Stream.empty() : Stream.concat(values.stream(), synonyms.keySet().stream());
    }

    /** A column of which only name and type are known, with every default. */
    public static Column ofDefaults(String name, Type type) {
        List<NodeTuple> keys = List.of(key("name", name), key("type", Scalars.spelled(type)));
        Node node = new MappingNode(Tag.MAP, keys, FlowStyle.FLOW);
        return RecordBinder.bind(Column.class, node, "a column of defaults");
    }

    private static NodeTuple key(String key, String value) {
        return new NodeTuple(
                new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN), new ScalarNode(Tag.STR, value, ScalarStyle.PLAIN));
    }

    /** Where the records hold the column's value: a field's name, or a {@link FieldPath}. */
    public String fieldOrName() {
        return field.orElse(name);
    }

    /** How many codes the categories of a categorical column are spread over, 0 for unknown not among them. */
    int categories() {
        return learn.orElseGet(() -> values.isEmpty() ? buckets : values.size());
    }

    /** Whether what becomes of a value depends on the column's profiles. */
    public boolean asksProfiles() {
        return missing.asksProfiles() || outliers.by() != Outliers.By.NONE;
    }

    /** Whether the column becomes part of the feature vector. */
    public boolean encoded() {
        return type != Type.IGNORED;
    }
}
