package io.millrace.schemas.pipeline;

import io.millrace.schemas.pipeline.Column.Part;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The times of a sampled column.
 *
 * @param from the earliest, in UTC
 * @param to the latest
 * @param datesOnly whether all are midnights
 */
record SampledTimes(LocalDateTime from, LocalDateTime to, boolean datesOnly) {
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    /** An epoch that is larger counts milliseconds. */
    private static final double LARGEST_SECONDS = 1e10;

    private static final int DAYS_OF_A_WEEK = 7;
    private static final int DAYS_OF_A_YEAR = 365;

    static boolean isTime(String text) {
        return parsed(text).isPresent();
    }

    /** @param texts values of a column of times, whether in text or as epochs; what is none is passed over, but one is needed */
    static SampledTimes of(Collection<String> texts) {
        List<LocalDateTime> times = texts.stream()
                .flatMap(text -> parsed(text).or(() -> epoch(text)).stream())
                .sorted()
                .toList();
        return new SampledTimes(
                times.get(0),
                times.get(times.size() - 1),
                times.stream().allMatch(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT)));
    }

    /** Whole days from the earliest to the latest. */
    long days() {
        return Duration.between(from, to).toDays();
    }

    /**
     * What of a time could tell something: what the sample has gone round, so that it came again. The day of a year that the sample
     * has not gone round would only count the rows.
     */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (!datesOnly) {
            parts.add(Part.HOUR);
        }
        if (datesOnly || days() >= DAYS_OF_A_WEEK) {
            parts.add(Part.WEEKDAY);
        }
        if (days() >= DAYS_OF_A_YEAR) {
            parts.add(Part.YEARDAY);
        }
        return parts;
    }

    private static Optional<LocalDateTime> parsed(String text) {
        try {
            return Optional.of(utc(TEXT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime utc(TemporalAccessor time) {
        if (time instanceof OffsetDateTime at) {
            return at.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return time instanceof LocalDateTime at ? at : ((LocalDate) time).atStartOfDay();
    }

    private static Optional<LocalDateTime> epoch(String text) {
        try {
            long number = Long.parseLong(text);
            Instant at = number < LARGEST_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            return Optional.of(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
