package io.millrace.schemas.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 100ms}, {@code 5s}, {@code 10m}, {@code 1h}, {@code 7d}. */
public final class Durations {
    static final Pattern TEXT = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d)");

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private enum Unit {
        D(86_400_000),
        H(3_600_000),
        M(60_000),
        S(1000),
        MS(1);

        private final long millis;

        Unit(long millis) {
            this.millis = millis;
        }

        private static Unit spelled(String text) {
            return Arrays.stream(values())
                    .filter(unit -> unit.spelling().equals(text))
                    .findFirst()
                    .orElseThrow();
        }

        private static Unit largestWithin(long millis) {
            return Arrays.stream(values())
                    .filter(unit -> millis % unit.millis == 0)
                    .findFirst()
                    .orElseThrow();
        }

        private String spelling() {
            return Scalars.spelled(this);
        }
    }

    private Durations() {}

    /** @throws IllegalArgumentException where the text is not a duration */
    public static Duration parse(String text) {
        Matcher m = TEXT.matcher(text.trim());
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 100ms, 5s, 10m, 1h or 7d");
        }
        long count = Long.parseLong(m.group(1));
        long unit = Unit.spelled(m.group(2)).millis;
        if (count > LONGEST.toMillis() / unit) {
            throw new IllegalArgumentException("'" + text + "' is longer than a hundred years");
        }
        return Duration.ofMillis(count * unit);
    }

    /** The shortest way to write a duration of whole milliseconds; {@link #parse} reads it back. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        Unit unit = Unit.largestWithin(millis);
        return millis / unit.millis + unit.spelling();
    }
}
