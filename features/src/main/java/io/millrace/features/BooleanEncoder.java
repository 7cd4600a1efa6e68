package io.millrace.features;

/** Yes as 1, no as 0, in the spellings people use, in any case. */
final class BooleanEncoder implements ColumnEncoder {
    private static final String[] YES = {"true", "1", "yes", "t", "y"};
    private static final String[] NO = {"false", "0", "no", "f", "n"};

    private final ColumnRules rules;

    BooleanEncoder(ColumnRules rules) {
        this.rules = rules;
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        if (value instanceof Boolean yes) {
            vector.put(yes ? 1 : 0);
            return;
        }
        String text = CanonicalText.isScalar(value) ? CanonicalText.of(value) : "";
        if (isOneOf(YES, text)) {
            vector.put(1);
        } else if (isOneOf(NO, text)) {
            vector.put(0);
        } else {
            rules.wrongType(value, "true or false", 1, vector);
        }
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
