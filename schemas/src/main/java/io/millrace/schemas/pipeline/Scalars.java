package io.millrace.schemas.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Single values of the pipeline definition: how each type is written in YAML. */
final class Scalars {
    /** Whole numbers; {@code 1_000_000} reads better than 1000000. */
    static final Pattern WHOLE = Pattern.compile("[-+]?[0-9][0-9_]*");

    /** Decimal numbers; neither infinite nor hexadecimal. */
    static final Pattern DECIMAL = Pattern.compile("[-+]?([0-9][0-9_]*\\.?|\\.[0-9])[0-9_]*([eE][-+]?[0-9]+)?");

    private Scalars() {}

    /** @throws IllegalArgumentException where the text is not of the type; the message is for a person */
    static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class || type == Double.class) {
            return decimal(text);
        } else if (type == boolean.class) {
            return truth(text);
        } else if (type == Duration.class) {
            return Durations.parse(text);
        } else if (type == Device.class) {
            return Device.parse(text);
        }
        return constant(type, text);
    }

    /** How the constants of an enum are written, in their order. */
    static List<String> spellings(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> spelled((Enum<?>) constant))
                .toList();
    }

    /** How a constant is written in YAML: {@code BINARY_CLASSIFICATION} as {@code binary-classification}. */
    static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean truth(String text) {
        check(text.equals("true") || text.equals("false"), "'" + text + "' is neither true nor false");
        return text.equals("true");
    }

    private static long whole(String text, long least, long most) {
        check(WHOLE.matcher(text).matches(), "'" + text + "' is not a whole number");
        try {
            long number = Long.parseLong(text.replace("_", ""));
            check(number >= least && number <= most, outside(text, least, most));
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(outside(text, least, most), e);
        }
    }

    private static String outside(String text, long least, long most) {
        return "'" + text + "' is outside " + least + " to " + most;
    }

    private static double decimal(String text) {
        check(DECIMAL.matcher(text).matches(), "'" + text + "' is not a number");
        double number = Double.parseDouble(text.replace("_", ""));
        check(Double.isFinite(number), "'" + text + "' is too large");
        return number;
    }

    private static Object constant(Class<?> type, String text) {
        List<String> spellings = spellings(type);
        int found = spellings.indexOf(text);
        check(
                found >= 0,
                "'" + text + "' is not one of " + String.join(", ", spellings) + Spelling.hint(text, spellings));
        return type.getEnumConstants()[found];
    }

    private static void check(boolean possible, String message) {
        if (!possible) {
            throw new IllegalArgumentException(message);
        }
    }
}
