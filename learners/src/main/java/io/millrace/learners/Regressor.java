package io.millrace.learners;

/**
 * Predicts a number, learns one example at a time and answers at any moment.
 *
 * <p>An example is a vector as its {@link Layout} describes it and its target. Test, then train: ask {@link #predict} before {@link #learn}, if
 * its answer is to count. The same examples in the same order and the same seed give the same regressor, whether or not it was asked in
 * between, but for {@link TargetHistory} and {@link RegressionPortfolio}, which judge themselves by what they said when they were asked. Memory is bounded by each one's settings. Not thread-safe.
 */
public interface Regressor extends Kept {
    /**
     * @param values one per slot of the layout; finite, or NaN where missing
     * @return finite; 0 before the first example
     */
    double predict(float[] values);

    /**
     * @param values one per slot of the layout; finite, or NaN where missing
     * @param target finite, at most 1e100 from 0
     * @param weight how many examples this one stands for, above 0
     */
    void learn(float[] values, double target, double weight);

    /**
     * What it would answer from now on, if it learned nothing more.
     *
     * @param weight that its answer has in the whole
     */
    void describe(NumberParts parts, double weight);

    /** Learns an example of weight 1. */
    default void learn(float[] values, double target) {
        learn(values, target, 1);
    }
}
