package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.TimePattern;
import java.text.Format;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;

/** How a column writes points in time: by its patterns, then as {@link Timestamps} reads them, in its zone. Immutable. */
final class TimeForm {
    private final List<String> patterns;
    private final Format[] formats;
    private final ZoneId zone;

    TimeForm(Column column) {
        this.patterns = column.patterns();
        this.formats = patterns.stream()
                .map(pattern -> TimePattern.formatter(pattern).toFormat())
                .toArray(Format[]::new);
        this.zone = ZoneId.of(column.zone()).normalized();
    }

    /** @return milliseconds since 1970 UTC, or {@link Timestamps#NONE} */
    long millis(Object value) {
        if (value instanceof String text) {
            for (Format format : formats) {
                long millis = millis(text, format);
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

    /** A formatter as {@link Format} parses once, and without an exception for the usual miss. */
    private long millis(String text, Format format) {
        ParsePosition end = new ParsePosition(0);
        try {
            TemporalAccessor time = (TemporalAccessor) format.parseObject(text, end);
            return time == null || end.getIndex() < text.length() ? Timestamps.NONE : millis(time);
        } catch (DateTimeException | ArithmeticException e) { // beyond what milliseconds count
            return Timestamps.NONE;
        }
    }

    private long millis(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null) {
            return Timestamps.NONE;
        }
        if (time != null && parsed.query(TemporalQueries.zone()) != null) {
            return ZonedDateTime.from(parsed).toInstant().toEpochMilli();
        }
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        return local.atZone(zone).toInstant().toEpochMilli();
    }
}
