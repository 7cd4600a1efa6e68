package io.millrace.statistics.metrics;

/** Mean of the latest values of a stream. Values must be finite. Not thread-safe. */
public final class SlidingMean {
    private final double[] ring;
    private int next;
    private int count;
    private double sum;

    /** @param window how many of the latest values count, at least 1 */
    public SlidingMean(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1, not " + window);
        }
        ring = new double[window];
    }

    public void update(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, not " + value);
        }
        sum += value - ring[next];
        ring[next] = value;
        next = (next + 1) % ring.length;
        count = Math.min(count + 1, ring.length);
        if (next == 0) {
            sum = exactSum(); // once per window, so that rounding cannot pile up
        }
    }

    /** How many values the mean is of: at most the window. */
    public int count() {
        return count;
    }

    /** NaN before the first value. */
    public double mean() {
        return sum / count;
    }

    private double exactSum() {
        double exact = 0;
        for (double value : ring) {
            exact += value;
        }
        return exact;
    }
}
