package io.millrace.features;

import java.math.BigDecimal;

/** One spelling per value, so that 1, 1.0 and "1" name the same category, class or id. */
public final class CanonicalText {
    /** Up to here a double holds every whole number. */
    private static final double WHOLE = 1e15;

    /** A decimal with more digits behind its point, or zeros before it, keeps its exponent. */
    private static final int LONGEST_SCALE = 100;

    private CanonicalText() {}

    /**
     * @param value trimmed where it is text; whole numbers lose their ".0", decimals the zeros at their end
     * @return empty text for null
     */
    public static String of(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < WHOLE
                    ? Long.toString((long) number)
                    : value.toString();
        }
        if (value instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) <= LONGEST_SCALE) {
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        return value.toString().trim();
    }

    /** Texts of every kind as trimmed strings, all other values as they are. */
    static Object trimmed(Object value) {
        return value instanceof CharSequence ? value.toString().trim() : value;
    }

    /** Whether the value is of a kind that has a spelling at all. */
    static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
