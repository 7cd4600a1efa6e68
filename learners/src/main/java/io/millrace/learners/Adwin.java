package io.millrace.learners;

import java.util.Arrays;

/**
 * Watches a stream of errors with a window that grows while nothing changes and is cut where its older and its newer part differ by more
 * than chance allows (Bifet and Gavaldà 2007, Learning from Time-Changing Data with Adaptive Windowing: ADWIN2). The window is kept as
 * buckets of 2^row observations, at most {@value #BUCKETS} a row, so memory is logarithmic in its length.
 *
 * <p>A cut at n0 older and n1 newer observations is made where |µ0 - µ1| ≥ √(2/m σ² ln(2/δ')) + 2/(3m) ln(2/δ'), with
 * 1/m = 1/n0 + 1/n1, δ' = δ / ln(n0 + n1) and σ² the variance of the window. Looked for at every {@value #STEP}th observation.
 */
final class Adwin {
    private static final int BUCKETS = 5;
    private static final int ROWS = 40;
    private static final int STEP = 32;
    private static final int LEAST_PART = 5;

    /** What an observation brought about. */
    enum Change {
        NONE,
        /** The error rate is higher than it was. */
        ROSE,
        FELL
    }

    private final double delta;
    /** Errors by row and bucket, the oldest of a row first. */
    private long[] errors = new long[(BUCKETS + 1) * 8];

    private final byte[] buckets = new byte[ROWS];
    private int rows;
    private long width;
    private long wrong;
    private int untilLook = STEP;

    /** @param delta δ, the confidence of a cut, between 0 and 1 */
    Adwin(double delta) {
        this.delta = delta;
    }

    void keep(State state) {
        rows = state.whole(rows);
        errors = Arrays.copyOf(errors, Math.max(errors.length, rows * (BUCKETS + 1)));
        for (int row = 0; row < rows; row++) {
            buckets[row] = (byte) state.whole(buckets[row]);
            for (int i = row * (BUCKETS + 1); i < row * (BUCKETS + 1) + buckets[row]; i++) {
                errors[i] = state.whole(errors[i]);
            }
        }
        Arrays.fill(buckets, rows, ROWS, (byte) 0);
        width = state.whole(width);
        wrong = state.whole(wrong);
        untilLook = state.whole(untilLook);
    }

    /** How many observations the window holds. */
    long width() {
        return width;
    }

    /** Share of errors in the window; 0 when it is empty. */
    double rate() {
        return width == 0 ? 0 : (double) wrong / width;
    }

    Change update(boolean error) {
        width++;
        wrong += error ? 1 : 0;
        insert(0, error ? 1 : 0);
        if (--untilLook > 0) {
            return Change.NONE;
        }
        untilLook = STEP;
        return look();
    }

    private void insert(int row, long count) {
        if (row == rows) {
            rows++;
            if (rows * (BUCKETS + 1) > errors.length) {
                errors = Arrays.copyOf(errors, errors.length * 2);
            }
        }
        int at = row * (BUCKETS + 1);
        errors[at + buckets[row]++] = count;
        if (buckets[row] > BUCKETS) {
            long merged = errors[at] + errors[at + 1];
            dropOldest(row, 2);
            insert(row + 1, merged);
        }
    }

    private void dropOldest(int row, int count) {
        int at = row * (BUCKETS + 1);
        buckets[row] -= (byte) count;
        System.arraycopy(errors, at + count, errors, at, buckets[row]);
    }

    private Change look() {
        double before = rate();
        boolean cut = false;
        while (differs()) {
            cut = true;
            int last = rows - 1;
            width -= 1L << last;
            wrong -= errors[last * (BUCKETS + 1)];
            dropOldest(last, 1);
            while (rows > 0 && buckets[rows - 1] == 0) {
                rows--;
            }
        }
        if (!cut) {
            return Change.NONE;
        }
        return rate() > before ? Change.ROSE : Change.FELL;
    }

    /** From the oldest bucket to the newest: does any place part the window in two that differ? */
    private boolean differs() {
        if (width < 2 * LEAST_PART || wrong == 0) {
            return false;
        }
        double rate = rate();
        double variance = rate * (1 - rate);
        double log = Math.log(2 * Math.log(width) / delta);
        long older = 0;
        long olderWrong = 0;
        for (int row = rows - 1; row >= 0; row--) {
            for (int i = 0; i < buckets[row]; i++) {
                older += 1L << row;
                olderWrong += errors[row * (BUCKETS + 1) + i];
                long newer = width - older;
                if (newer < LEAST_PART) {
                    return false;
                }
                if (older >= LEAST_PART) {
                    double difference = (double) olderWrong / older - (double) (wrong - olderWrong) / newer;
                    double inverse = 1.0 / older + 1.0 / newer;
                    double bound = Math.sqrt(2 * inverse * variance * log) + 2.0 / 3 * inverse * log;
                    if (Math.abs(difference) > bound) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
