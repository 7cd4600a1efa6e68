package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import java.time.Instant;
import java.util.Set;

/**
 * The cleaning rules every column has: what counts as missing, and what happens to missing and to wrong values.
 * Immutable.
 */
final class ColumnRules {
    private static final int SHOWN = 60;

    private final String column;
    private final boolean rejectsMissing;
    private final boolean rejectsInvalid;
    private final Set<String> missingTexts;
    private final double[] missingNumbers;
    private final boolean nanIsMissing;
    private final int longestMissingText;

    ColumnRules(Column column) {
        this.column = column.name();
        this.rejectsMissing = column.missing() == Column.Missing.REJECT;
        this.rejectsInvalid = column.invalid() == Column.Invalid.REJECT;
        this.missingTexts = Set.copyOf(column.missingTokens());
        this.missingNumbers = missingTexts.stream()
                .mapToDouble(Decimals::parse)
                .filter(Double::isFinite)
                .toArray();
        this.nanIsMissing = missingTexts.contains("NaN");
        this.longestMissingText =
                missingTexts.stream().mapToInt(String::length).max().orElse(-1);
    }

    String column() {
        return column;
    }

    /** @param value with its text trimmed; -999 is missing as a text and as a number where the column says so */
    boolean isMissing(Object value) {
        if (value == null) {
            return true;
        }
        if (value instanceof String text) {
            return text.length() <= longestMissingText && missingTexts.contains(text);
        }
        return value instanceof Number number && isMissing(number.doubleValue());
    }

    private boolean isMissing(double number) {
        for (double missing : missingNumbers) {
            if (number == missing) {
                return true;
            }
        }
        return nanIsMissing && Double.isNaN(number);
    }

    void missing(int slots, VectorBuilder vector) {
        if (!refusesMissing(vector)) {
            vector.putMissing(column, slots);
        }
    }

    /** @param expected what the column holds, with its article */
    void wrongType(Object value, String expected, int slots, VectorBuilder vector) {
        if (!refusesWrongType(value, expected, vector)) {
            vector.putMissing(column, slots);
        }
    }

    boolean refusesMissing(VectorBuilder vector) {
        if (rejectsMissing) {
            vector.refuse(Reason.MISSING_VALUE, column, "column '" + column + "' has no value and must have one");
        }
        return rejectsMissing;
    }

    boolean refusesWrongType(Object value, String expected, VectorBuilder vector) {
        if (rejectsInvalid) {
            String message = "column '" + column + "' holds " + quoted(value) + ", not " + expected;
            vector.refuse(Reason.WRONG_TYPE, column, message);
        }
        return rejectsInvalid;
    }

    /** A value as messages show it: short, on one line, whatever it is. */
    static String quoted(Object value) {
        boolean scalar = value instanceof CharSequence || CanonicalText.isScalar(value) || value instanceof Instant;
        if (!scalar) {
            return "a nested value (" + value.getClass().getSimpleName() + ")";
        }
        String text = value.toString();
        String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return "'" + start.replaceAll("\\p{Cntrl}", "·") + "'";
    }
}
