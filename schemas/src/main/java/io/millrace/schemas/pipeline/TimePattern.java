package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.stream.Stream;

/** The patterns of a timestamp column, and how they are read. */
public final class TimePattern {
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2024, 2, 28, 13, 14, 15, 0, ZoneOffset.UTC);

    private TimePattern() {}

    /** Strict, for a 31 April must not pass as the 30th; the years of {@code yyyy} are those after Christ. */
    public static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Whatever a pattern reads must be a day, and a time of that day where it has any of one. */
    static void check(String pattern) {
        DateTimeFormatter formatter;
        try {
            formatter = formatter(pattern);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("patterns", "'" + pattern + "' is no pattern: " + e.getMessage());
        }
        try {
            TemporalAccessor read = formatter.parse(formatter.format(SAMPLE));
            boolean dated = read.query(TemporalQueries.localDate()) != null;
            unless(
                    dated,
                    "patterns",
                    "'" + pattern + "' has no whole date: write year, month and day, as in yyyy-MM-dd");
            boolean timed = read.query(TemporalQueries.localTime()) != null;
            unless(
                    timed || !hasTime(read),
                    "patterns",
                    "'" + pattern + "' has no whole time of day: write HH, or hh with a, before minutes and seconds");
        } catch (DateTimeException e) {
            throw new InvalidSetting("patterns", "'" + pattern + "' does not read what it writes: " + e.getMessage());
        }
    }

    private static boolean hasTime(TemporalAccessor read) {
        return Stream.of(ChronoField.values()).anyMatch(field -> field.isTimeBased() && read.isSupported(field));
    }
}
