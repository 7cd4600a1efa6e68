package io.millrace.features;

/**
 * Decimal numbers in text: {@code 12}, {@code -0.5}, {@code .5}, {@code 1e-3}. Stricter than {@link
 * Double#parseDouble}, which also takes {@code NaN}, {@code Infinity}, {@code 1f} and hexadecimal.
 *
 * <p>Short numbers are read without it: up to 15 digits and a power of ten up to 22 are both exact doubles, so one
 * multiplication or division rounds correctly (Clinger, How to Read Floating Point Numbers Accurately, PLDI 1990).
 */
final class Decimals {
    private static final int EXACT_DIGITS = 15;
    private static final int LARGEST_EXPONENT = 99_999;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Decimals() {}

    /** @return NaN where the text is not a decimal number; infinite where it is beyond a double */
    static double parse(String text) {
        int length = text.length();
        int at = length > 0 && isSign(text.charAt(0)) ? 1 : 0;
        boolean negative = at == 1 && text.charAt(0) == '-';
        long mantissa = 0;
        int digits = 0;
        int fraction = 0;
        boolean point = false;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && !point) {
                point = true;
            } else if (isDigit(c)) {
                digits++;
                mantissa = digits <= EXACT_DIGITS ? mantissa * 10 + (c - '0') : mantissa;
                fraction += point ? 1 : 0;
            } else {
                break;
            }
        }
        int exponent = exponent(text, at);
        if (digits == 0 || exponent == Integer.MIN_VALUE) {
            return Double.NaN;
        }
        int power = exponent - fraction;
        if (digits > EXACT_DIGITS || Math.abs(power) >= POWERS.length) {
            return Double.parseDouble(text);
        }
        double exact = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
        return negative ? -exact : exact;
    }

    /** Exponent from {@code at} to the end: 0 where nothing is left, the smallest int where something else is. */
    private static int exponent(String text, int at) {
        int length = text.length();
        if (at == length) {
            return 0;
        }
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return Integer.MIN_VALUE;
        }
        boolean signed = at + 1 < length && isSign(text.charAt(at + 1));
        int start = at + (signed ? 2 : 1);
        int exponent = 0;
        for (int i = start; i < length; i++) {
            if (!isDigit(text.charAt(i))) {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(LARGEST_EXPONENT, exponent * 10 + (text.charAt(i) - '0'));
        }
        if (start == length) {
            return Integer.MIN_VALUE;
        }
        return signed && text.charAt(at + 1) == '-' ? -exponent : exponent;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
