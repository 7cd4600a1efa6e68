package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/** How a column writes points in time: by its patterns, then as {@link Timestamps} reads them, in its zone. Immutable. */
final class TimeForm {
    private final List<String> patterns;
    private final DateTimeFormatter[] formatters;
    private final ZoneId zone;

    TimeForm(Column column) {
        this.patterns = column.patterns();
        this.formatters = patterns.stream().map(TimeForm::formatter).toArray(DateTimeFormatter[]::new);
        this.zone = ZoneId.of(column.zone()).normalized();
    }

    /** Strict, for a 31 April must not pass as the 30th; the years of {@code yyyy} are those after Christ. */
    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** @return milliseconds since 1970 UTC, or {@link Timestamps#NONE} */
    long millis(Object value) {
        if (value instanceof String text) {
            for (DateTimeFormatter formatter : formatters) {
                long millis = millis(text, formatter);
                if (millis != Timestamps.NONE) {
                    return millis;
                }
            }
        }
        return Timestamps.millis(value, zone);
    }

    /** What {@link #millis} reads, with its article. */
    String expected() {
        return (patterns.isEmpty() ? "" : "a time like " + String.join(" or ", patterns) + ", ") + Timestamps.EXPECTED;
    }

    private long millis(String text, DateTimeFormatter formatter) {
        ParsePosition end = new ParsePosition(0);
        try {
            if (formatter.parseUnresolved(text, end) == null || end.getIndex() < text.length()) {
                return Timestamps.NONE; // the usual miss, without the price of an exception
            }
            TemporalAccessor time =
                    formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof ZonedDateTime zoned) {
                return zoned.toInstant().toEpochMilli();
            }
            LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
            return local.atZone(zone).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) { // no such time, or beyond what milliseconds count
            return Timestamps.NONE;
        }
    }
}
