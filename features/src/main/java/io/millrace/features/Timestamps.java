package io.millrace.features;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Points in time as records spell them: ISO 8601 dates and date-times (in the column's zone where no offset is given, a
 * blank may stand for the T), epoch seconds (9 or 10 digits: from 1973) and epoch milliseconds (12 or 13 digits: from 1973), as text or
 * as numbers; and what the record itself declares a point in time, whenever that was.
 */
final class Timestamps {
    /** Stands for: not a point in time. */
    static final long NONE = Long.MIN_VALUE;

    static final String EXPECTED = "an ISO 8601 time, epoch seconds or epoch milliseconds";

    private static final int DATE = "2024-01-31".length();
    private static final int MINUTES = "2024-01-31T23:59".length();
    private static final int SECONDS = "2024-01-31T23:59:59".length();
    private static final long DAY_MILLIS = 86_400_000;

    private Timestamps() {}

    /** @return milliseconds since 1970 UTC, or {@link #NONE} */
    static long millis(Object value, ZoneId zone) {
        if (value instanceof Instant moment) {
            return ofMoment(moment);
        }
        if (value instanceof Number number) {
            return ofNumber(number.doubleValue());
        }
        if (!(value instanceof String text)) {
            return NONE;
        }
        return text.length() >= DATE && text.charAt(4) == '-' ? ofIso(text, zone) : ofNumber(Decimals.parse(text));
    }

    private static long ofMoment(Instant moment) {
        try {
            return moment.toEpochMilli();
        } catch (ArithmeticException e) { // beyond what milliseconds count
            return NONE;
        }
    }

    private static long ofNumber(double number) {
        if (number >= 1e8 && number < 1e10) {
            return Math.round(number * 1_000);
        }
        return number >= 1e11 && number < 1e13 ? Math.round(number) : NONE;
    }

    private static long ofIso(String text, ZoneId zone) {
        long day = day(text);
        if (day == NONE || text.length() == DATE) {
            return day == NONE ? NONE : atZone(day * DAY_MILLIS, zone);
        }
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        boolean hasSeconds = at(text, MINUTES) == ':';
        int second = hasSeconds ? digits(text, 17, 2) : 0;
        int fractionFrom = hasSeconds ? SECONDS : MINUTES;
        int fractionTo = endOfFraction(text, fractionFrom);
        long offset = offsetMillis(text, fractionTo);
        boolean wellFormed = (text.charAt(10) == 'T' || text.charAt(10) == ' ') && at(text, 13) == ':';
        if (!wellFormed || !isTime(hour, minute, second) || offset == NONE || fractionTo == fractionFrom + 1) {
            return NONE;
        }
        long millis = ((hour * 60L + minute) * 60 + second) * 1_000 + fraction(text, fractionFrom + 1, fractionTo);
        return fractionTo == text.length()
                ? atZone(day * DAY_MILLIS + millis, zone)
                : day * DAY_MILLIS + millis - offset;
    }

    /** @param local milliseconds since 1970 by the clocks of the zone; what they show twice is the first time */
    private static long atZone(long local, ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return local;
        }
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC);
        return time.atZone(zone).toInstant().toEpochMilli();
    }

    private static long day(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        boolean exists = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && day <= Month.of(month).length(Year.isLeap(year));
        return exists ? LocalDate.of(year, month, day).toEpochDay() : NONE;
    }

    private static boolean isTime(int hour, int minute, int second) {
        return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
    }

    private static int endOfFraction(String text, int from) {
        char point = at(text, from);
        int end = from;
        if (point == '.' || point == ',') {
            end++;
            while (isDigit(at(text, end))) {
                end++;
            }
        }
        return end;
    }

    /** Milliseconds; finer digits are cut off. */
    private static int fraction(String text, int from, int to) {
        int millis = 0;
        for (int i = from; i < from + 3; i++) {
            millis = millis * 10 + (i < to ? text.charAt(i) - '0' : 0);
        }
        return millis;
    }

    /** Offset from UTC of what stands from {@code from} to the end: nothing, Z, +02, +0200 or +02:00. */
    private static long offsetMillis(String text, int from) {
        int left = text.length() - from;
        char sign = at(text, from);
        if (left == 0 || (left == 1 && (sign == 'Z' || sign == 'z'))) {
            return 0;
        }
        boolean colon = at(text, from + 3) == ':';
        boolean wellFormed =
                (sign == '+' || sign == '-') && (left == 3 || (left == 5 && !colon) || (left == 6 && colon));
        int hours = digits(text, from + 1, 2);
        int minutes = left == 3 ? 0 : digits(text, from + (colon ? 4 : 3), 2);
        if (!wellFormed || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long millis = (hours * 60L + minutes) * 60_000;
        return sign == '-' ? -millis : millis;
    }

    /** The number that so many digits make, or -1. */
    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            char c = at(text, i);
            if (!isDigit(c)) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static char at(String text, int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
