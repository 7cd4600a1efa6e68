package io.millrace.features;

import io.millrace.schemas.pipeline.Column.Part;
import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** One part of a point in time: what it counts, from which number on, and after how many it comes round. */
enum TimePart {
    MINUTE(0) {
        @Override
        double of(long millisOfDay, LocalDate date) {
            return millisOfDay % MILLIS_PER_HOUR / MILLIS_PER_MINUTE;
        }

        @Override
        int period(LocalDate date) {
            return 60;
        }
    },
    HOUR(0) {
        @Override
        double of(long millisOfDay, LocalDate date) {
            return millisOfDay / (double) MILLIS_PER_HOUR;
        }

        @Override
        int period(LocalDate date) {
            return 24;
        }
    },
    DAY(1) {
        @Override
        double of(long millisOfDay, LocalDate date) {
            return date.getDayOfMonth();
        }

        @Override
        int period(LocalDate date) {
            return date.lengthOfMonth();
        }
    },
    MONTH(1) {
        @Override
        double of(long millisOfDay, LocalDate date) {
            return date.getMonthValue();
        }

        @Override
        int period(LocalDate date) {
            return 12;
        }
    },
    WEEKDAY(1) {
        @Override
        double of(long millisOfDay, LocalDate date) {
            return date.getDayOfWeek().getValue();
        }

        @Override
        int period(LocalDate date) {
            return 7;
        }
    },
    WEEK(1) {
        @Override
        double of(long millisOfDay, LocalDate date) {
            return date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        }

        @Override
        int period(LocalDate date) {
            return (int) date.range(IsoFields.WEEK_OF_WEEK_BASED_YEAR).getMaximum();
        }
    },
    YEARDAY(1) {
        @Override
        double of(long millisOfDay, LocalDate date) {
            return date.getDayOfYear();
        }

        @Override
        int period(LocalDate date) {
            return date.lengthOfYear();
        }
    };

    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final double MILLIS_PER_MINUTE = 60_000;

    private final int first;

    TimePart(int first) {
        this.first = first;
    }

    static TimePart of(Part part) {
        return valueOf(part.name());
    }

    /** In the unit of its name; minutes and hours with their fraction. */
    abstract double of(long millisOfDay, LocalDate date);

    /** How many there are of it before it begins again: the days of a February, the weeks of a year with 53. */
    abstract int period(LocalDate date);

    /** How far round it is, in radians, from 0. */
    double angle(long millisOfDay, LocalDate date) {
        return 2 * Math.PI * (of(millisOfDay, date) - first) / period(date);
    }
}
