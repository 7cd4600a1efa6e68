package io.millrace.features;

import io.millrace.schemas.pipeline.HistoryFeature;
import java.time.Duration;
import java.util.Arrays;

/** What one feature makes of the past, record by record from the newest. For one thread. */
abstract class Tally {
    /**
     * @param steps how many records back it lies, from 1
     * @param ageMillis how long before, 0 or more
     * @param value of the feature's column, NaN where missing; 0 for a feature without a column
     */
    abstract void see(int steps, long ageMillis, double value);

    /** NaN where the past has nothing to say. */
    abstract float result();

    static Tally of(HistoryFeature feature) {
        long window = feature.window().map(Duration::toMillis).orElse(0L);
        return switch (feature.take()) {
            case LAG -> new Lag(feature.steps());
            case SINCE_LAST -> new SinceLast();
            case COUNT -> new Sum(window, true);
            case SUM -> new Sum(window, false);
            case MEAN -> new Mean(window);
            case MIN -> new Extreme(window, -1);
            case MAX -> new Extreme(window, 1);
            case DISTINCT -> new Distinct(window);
            case LAST_LABEL -> new Lag(Integer.MAX_VALUE); // labels do not come with the records
        };
    }

    private static final class Lag extends Tally {
        private final int wanted;
        private double value = Double.NaN;

        Lag(int wanted) {
            this.wanted = wanted;
        }

        @Override
        void see(int steps, long ageMillis, double seen) {
            if (steps == wanted) {
                value = seen;
            }
        }

        @Override
        float result() {
            return (float) value;
        }
    }

    /** In seconds. */
    private static final class SinceLast extends Tally {
        private float seconds = Float.NaN;

        @Override
        void see(int steps, long ageMillis, double value) {
            if (steps == 1) {
                seconds = ageMillis / 1000f;
            }
        }

        @Override
        float result() {
            return seconds;
        }
    }

    /** A tally of what lies less than a window back and has a value. */
    private abstract static class Windowed extends Tally {
        private final long windowMillis;

        Windowed(long windowMillis) {
            this.windowMillis = windowMillis;
        }

        @Override
        final void see(int steps, long ageMillis, double value) {
            if (ageMillis < windowMillis && !Double.isNaN(value)) {
                see(value);
            }
        }

        abstract void see(double value);
    }

    private static final class Sum extends Windowed {
        private final boolean ofRecords;
        private double sum;

        Sum(long windowMillis, boolean ofRecords) {
            super(windowMillis);
            this.ofRecords = ofRecords;
        }

        @Override
        void see(double value) {
            sum += ofRecords ? 1 : value;
        }

        @Override
        float result() {
            return (float) sum;
        }
    }

    private static final class Mean extends Windowed {
        private double sum;
        private int count;

        Mean(long windowMillis) {
            super(windowMillis);
        }

        @Override
        void see(double value) {
            sum += value;
            count++;
        }

        @Override
        float result() {
            return count == 0 ? Float.NaN : (float) (sum / count);
        }
    }

    private static final class Extreme extends Windowed {
        private final int sign;
        private double extreme = Double.NaN;

        /** @param sign 1 for the largest value, -1 for the smallest */
        Extreme(long windowMillis, int sign) {
            super(windowMillis);
            this.sign = sign;
        }

        @Override
        void see(double value) {
            if (Double.isNaN(extreme) || sign * value > sign * extreme) {
                extreme = value;
            }
        }

        @Override
        float result() {
            return (float) extreme;
        }
    }

    private static final class Distinct extends Windowed {
        private double[] values = new double[8];
        private int count;

        Distinct(long windowMillis) {
            super(windowMillis);
        }

        @Override
        void see(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value + 0.0; // no negative zero
        }

        @Override
        float result() {
            Arrays.sort(values, 0, count);
            int different = 0;
            for (int i = 0; i < count; i++) {
                different += i == 0 || values[i] != values[i - 1] ? 1 : 0;
            }
            return different;
        }
    }
}
