package io.millrace.statistics.metrics;

/**
 * Mean of a stream in which a value counts less the longer ago it was (Gama, Sebastião, Rodrigues 2013, On Evaluating Stream Learning Algorithms):
 * S ← x + α S, B ← 1 + α B, mean S / B. Of hits it is a fading accuracy, of losses a fading loss. Values must be finite. Not thread-safe.
 */
public final class FadingMean {
    private final double alpha;
    private double sum;
    private double weights;

    /** @param alpha what a value still counts one value later, above 0 and at most 1; 1 is the plain mean */
    public FadingMean(double alpha) {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be above 0 and at most 1, not " + alpha);
        }
        this.alpha = alpha;
    }

    public void update(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, not " + value);
        }
        sum = value + alpha * sum;
        weights = 1 + alpha * weights;
    }

    /** NaN before the first value. */
    public double mean() {
        return sum / weights;
    }
}
