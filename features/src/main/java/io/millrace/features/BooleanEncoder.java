package io.millrace.features;

import io.millrace.schemas.pipeline.Column;

/** True as 1, false as 0, in the column's words for them, in any case. */
final class BooleanEncoder implements ColumnEncoder {
    private final ColumnRules rules;
    private final String[] trueValues;
    private final String[] falseValues;

    BooleanEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.trueValues = column.trueValues().toArray(String[]::new);
        this.falseValues = column.falseValues().toArray(String[]::new);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        if (value instanceof Boolean yes) {
            put(yes, vector);
            return;
        }
        String text = CanonicalText.isScalar(value) ? CanonicalText.of(value) : "";
        if (isOneOf(trueValues, text)) {
            put(true, vector);
        } else if (isOneOf(falseValues, text)) {
            put(false, vector);
        } else {
            rules.wrongType(value, "true or false", 1, vector);
        }
    }

    private void put(boolean truth, VectorBuilder vector) {
        vector.clean().truth(rules.column(), truth);
        vector.put(truth ? 1 : 0);
    }

    private static boolean isOneOf(String[] spellings, String text) {
        for (String spelling : spellings) {
            if (spelling.equalsIgnoreCase(text)) {
                return true;
            }
        }
        return false;
    }
}
