package io.millrace.learners;

import java.util.Arrays;

/**
 * Watches a stream of losses from 0 to 1, such as errors, with a window that grows while nothing changes and is cut where its older and its newer part differ by more
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
        /** The mean is higher than it was. */
        ROSE,
        FELL
    }

    private final double delta;
    /** Sum of losses by row and bucket, the oldest of a row first. */
    private double[] losses = new double[(BUCKETS + 1) * 8];

    /** Sum of their squares, in the same places. */
    private double[] squares = new double[(BUCKETS + 1) * 8];

    private final byte[] buckets = new byte[ROWS];
    private int rows;
    private long width;
    private double lost;
    private double square;
    private int untilLook = STEP;

    /** @param delta δ, the confidence of a cut, between 0 and 1 */
    Adwin(double delta) {
        this.delta = delta;
    }

    void keep(State state) {
        rows = state.whole(rows);
        fit(rows * (BUCKETS + 1));
        for (int row = 0; row < rows; row++) {
            buckets[row] = (byte) state.whole(buckets[row]);
            for (int i = row * (BUCKETS + 1); i < row * (BUCKETS + 1) + buckets[row]; i++) {
                losses[i] = state.real(losses[i]);
                squares[i] = state.real(squares[i]);
            }
        }
        Arrays.fill(buckets, rows, ROWS, (byte) 0);
        width = state.whole(width);
        lost = state.real(lost);
        square = state.real(square);
        untilLook = state.whole(untilLook);
    }

    /** How many observations the window holds. */
    long width() {
        return width;
    }

    /** Mean loss in the window, the share of errors where those are the losses; 0 when it is empty. */
    double rate() {
        return width == 0 ? 0 : lost / width;
    }

    Change update(boolean error) {
        return update(error ? 1 : 0);
    }

    /** @param loss 0 to 1 */
    Change update(double loss) {
        width++;
        lost += loss;
        square += loss * loss;
        insert(0, loss, loss * loss);
        if (--untilLook > 0) {
            return Change.NONE;
        }
        untilLook = STEP;
        return look();
    }

    private void insert(int row, double sum, double ofSquares) {
        if (row == rows) {
            rows++;
            fit(rows * (BUCKETS + 1));
        }
        int at = row * (BUCKETS + 1);
        losses[at + buckets[row]] = sum;
        squares[at + buckets[row]++] = ofSquares;
        if (buckets[row] > BUCKETS) {
            double merged = losses[at] + losses[at + 1];
            double mergedSquares = squares[at] + squares[at + 1];
            dropOldest(row, 2);
            insert(row + 1, merged, mergedSquares);
        }
    }

    private void fit(int buckets) {
        if (buckets > losses.length) {
            losses = Arrays.copyOf(losses, Math.max(buckets, losses.length * 2));
            squares = Arrays.copyOf(squares, losses.length);
        }
    }

    private void dropOldest(int row, int count) {
        int at = row * (BUCKETS + 1);
        buckets[row] -= (byte) count;
        System.arraycopy(losses, at + count, losses, at, buckets[row]);
        System.arraycopy(squares, at + count, squares, at, buckets[row]);
    }

    private Change look() {
        double before = rate();
        boolean cut = false;
        while (differs()) {
            cut = true;
            int last = rows - 1;
            width -= 1L << last;
            lost -= losses[last * (BUCKETS + 1)];
            square -= squares[last * (BUCKETS + 1)];
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
        if (width < 2 * LEAST_PART || lost <= 0) {
            return false;
        }
        double mean = rate();
        double variance = Math.max(0, square / width - mean * mean);
        double log = Math.log(2 * Math.log(width) / delta);
        long older = 0;
        double olderLost = 0;
        for (int row = rows - 1; row >= 0; row--) {
            for (int i = 0; i < buckets[row]; i++) {
                older += 1L << row;
                olderLost += losses[row * (BUCKETS + 1) + i];
                long newer = width - older;
                if (newer < LEAST_PART) {
                    return false;
                }
                if (older >= LEAST_PART) {
                    double difference = olderLost / older - (lost - olderLost) / newer;
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
