package io.millrace.schemas.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** Values as YAML text that can only be read back as what they were: {@code yes}, {@code 0} and {@code null} stay text. */
final class Quoted {
    private static final double LARGEST_EXACT = 1e15;

    private Quoted() {}

    /** A double-quoted scalar on one line; also fit for a comment. */
    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> append(quoted, point));
        return quoted.append('"').toString();
    }

    static String list(List<String> texts) {
        return texts.stream().map(Quoted::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A number as a person would write it. */
    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static void append(StringBuilder quoted, int point) {
        if (point == '"' || point == '\\') {
            quoted.append('\\').appendCodePoint(point);
        } else if (isPrintable(point)) {
            quoted.appendCodePoint(point);
        } else {
            quoted.append(String.format("\\U%08X", point));
        }
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
