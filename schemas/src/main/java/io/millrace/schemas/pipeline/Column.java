package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One column of the records: its type, its cleaning rules and its encoding. */
public record Column(
        @Setting(doc = "Field name in the records.") String name,

        @Setting(doc = "What the column holds; an ignored column may be anything and is not encoded.")
        Type type,

        @Setting(
                doc = "Texts that mean a value is missing, besides null.",
                byDefault = "['', 'NA', 'N/A', 'null', 'NaN', '?']")
        List<String> missingTokens,

        @Setting(
                doc =
                        "What to do with a missing value: keep it (the model imputes it and sees an indicator) or reject the record.",
                byDefault = "keep")
        Missing missing,

        @Setting(doc = "What to do with a value of the wrong type.", byDefault = "reject")
        Invalid invalid,

        @Setting(doc = "Smallest possible number.") Optional<Double> min,
        @Setting(doc = "Largest possible number.") Optional<Double> max,

        @Setting(doc = "What to do with a number outside min and max.", byDefault = "reject")
        Outside outside,

        @Setting(doc = "Vocabulary of a categorical column, in the order of its codes.", byDefault = "[]")
        List<String> values,

        @Setting(doc = "What to do with a category outside the vocabulary.", byDefault = "unknown")
        Unseen unseen,

        @Setting(
                doc = "Categories of a column without a vocabulary are hashed into this many codes.",
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
                        "Which spellings of a category are the same: none but itself (exact), any case (case), or also blanks, hyphens and underscores between words (words).",
                byDefault = "exact")
        Spellings spellings,

        @Setting(doc = "Other names of categories, each with the category it means.", byDefault = "{}")
        Map<String, String> synonyms,

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
        IGNORED
    }

    /** Rule for a missing value. */
    public enum Missing {
        KEEP,
        REJECT
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

    /** Rule for a category outside the vocabulary. */
    public enum Unseen {
        UNKNOWN,
        REJECT
    }

    public Column {
        unless(!name.isBlank(), "name", "must not be empty");
        missingTokens = List.copyOf(missingTokens);
        values = List.copyOf(values);
        trueValues = List.copyOf(trueValues);
        falseValues = List.copyOf(falseValues);
        patterns = List.copyOf(patterns);
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
        synonyms = Collections.unmodifiableMap(new LinkedHashMap<>(synonyms));
        ColumnChecks.numbers(type, min, max, decimal, thousands, units);
        ColumnChecks.categories(type, values, spellings, synonyms);
        ColumnChecks.times(type, patterns, zone);
        ColumnChecks.booleans(trueValues, falseValues);
        ColumnChecks.learning(type, learn, values, unseen);
        unless(buckets >= 2 && buckets <= 100_000, "buckets", "must be between 2 and 100000");
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

    /** How many codes the categories of a categorical column are spread over, 0 for unknown not among them. */
    int categories() {
        return learn.orElseGet(() -> values.isEmpty() ? buckets : values.size());
    }

    /** Whether the column becomes part of the feature vector. */
    public boolean encoded() {
        return type != Type.IGNORED;
    }
}
