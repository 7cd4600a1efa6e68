package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import java.util.Optional;

/**
 * One column of the vector: missing values are settled here, all others by the encoder of the column's type. Behind its
 * slots stands whether something stands in for the value, and whether it is an outlier, where the column asks. Immutable.
 */
final class EncodedColumn {
    private final String field;
    private final ColumnRules rules;
    private final ColumnEncoder encoder;
    private final Optional<Imputation> imputation;
    private final boolean flagsOutliers;

    EncodedColumn(Column column) {
        this.field = column.fieldOrName();
        this.rules = new ColumnRules(column);
        this.encoder = ColumnEncoder.of(column, rules);
        this.imputation = column.missing().imputes() ? Optional.of(new Imputation(column, encoder)) : Optional.empty();
        this.flagsOutliers = column.outliers().flags();
    }

    void encode(RawRecord record, VectorBuilder vector) {
        int missing = vector.missing();
        int outliers = vector.outliers();
        Object value = CanonicalText.trimmed(record.field(field));
        if (rules.isMissing(value)) {
            rules.missing(encoder.slots(), vector);
        } else {
            encoder.encode(value, vector);
        }
        if (!vector.isRefused()) {
            settle(vector.missing() > missing, vector.outliers() > outliers, vector);
        }
    }

    private void settle(boolean missing, boolean outlier, VectorBuilder vector) {
        if (imputation.isPresent()) {
            if (missing) {
                imputation.get().settle(vector);
            }
            vector.put(missing ? 1 : 0);
        }
        if (flagsOutliers) {
            vector.put(outlier ? 1 : 0);
        }
    }
}
