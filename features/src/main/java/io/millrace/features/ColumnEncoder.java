package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Encoding;

/** Turns the value of one column into its slots of the vector. One class per column type. Immutable. */
interface ColumnEncoder {
    /** How many slots of the vector the column takes. */
    int slots();

    /**
     * Fills exactly {@link #slots} slots, or refuses.
     *
     * @param value not missing: trimmed text, a number, a boolean, or something that is none of them
     */
    void encode(Object value, VectorBuilder vector);

    static ColumnEncoder of(Column column, ColumnRules rules) {
        return switch (column.type()) {
            case NUMERIC -> new NumericEncoder(column, rules);
            case CATEGORICAL ->
                column.values().isEmpty() ? new HashedEncoder(column, rules) : new VocabularyEncoder(column, rules);
            case BOOLEAN -> new BooleanEncoder(column, rules);
            case TIMESTAMP -> new TimestampEncoder(column, rules);
            case TEXT ->
                column.encoding() == Encoding.TOKENS
                        ? new TokenEncoder(column, rules)
                        : new NgramEncoder(column, rules);
            case IGNORED -> throw new IllegalArgumentException("column '" + column.name() + "' is not encoded");
        };
    }
}
