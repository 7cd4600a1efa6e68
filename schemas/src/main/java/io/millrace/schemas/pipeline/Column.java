package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

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
        int buckets) {

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

    /** Rule for a category outside the vocabulary. */
    public enum Unseen {
        UNKNOWN,
        REJECT
    }

    public Column {
        unless(!name.isBlank(), "name", "must not be empty");
        missingTokens = List.copyOf(missingTokens);
        values = List.copyOf(values);
        Set<String> seen = new HashSet<>();
        values.forEach(value -> unless(seen.add(value), "values", "'" + value + "' is listed twice"));
        unless(values.isEmpty() || type == Type.CATEGORICAL, "values", "only a categorical column has a vocabulary");
        unless(min.isEmpty() || type == Type.NUMERIC, "min", "only a numeric column has bounds");
        unless(max.isEmpty() || type == Type.NUMERIC, "max", "only a numeric column has bounds");
        unless(
                min.isEmpty() || max.isEmpty() || min.get() <= max.get(),
                "min",
                "must not be above max (" + max.orElse(0.0) + ")");
        unless(buckets >= 2 && buckets <= 100_000, "buckets", "must be between 2 and 100000");
    }

    /** A column of which nothing but the type is known, with every default. */
    static Column undeclared() {
        Node node = Yaml.trusted("{name: undeclared, type: categorical}");
        return RecordBinder.bind(Column.class, node, "a column of defaults");
    }

    /** Whether the column becomes part of the feature vector. */
    public boolean encoded() {
        return type != Type.IGNORED;
    }
}
