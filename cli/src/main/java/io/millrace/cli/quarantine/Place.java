package io.millrace.cli.quarantine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an entry lies on the quarantine topic, written {@code partition@offset}. */
public record Place(int partition, long offset) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    /** @throws IllegalArgumentException where the text is no place */
    public static Place parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no place: write partition@offset, such as 3@1045");
        }
        return new Place(Integer.parseInt(written.group(1)), Long.parseLong(written.group(2)));
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
