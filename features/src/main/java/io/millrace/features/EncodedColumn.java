package io.millrace.features;

import io.millrace.schemas.pipeline.Column;

/**
 * One column of the vector: missing values are settled here, all others by the encoder of the column's type. Immutable.
 */
final class EncodedColumn {
    private final String field;
    private final ColumnRules rules;
    private final ColumnEncoder encoder;

    EncodedColumn(Column column) {
        this.field = column.fieldOrName();
        this.rules = new ColumnRules(column);
        this.encoder = ColumnEncoder.of(column, rules);
    }

    void encode(RawRecord record, VectorBuilder vector) {
        Object value = CanonicalText.trimmed(record.field(field));
        if (rules.isMissing(value)) {
            rules.missing(encoder.slots(), vector);
        } else {
            encoder.encode(value, vector);
        }
    }
}
