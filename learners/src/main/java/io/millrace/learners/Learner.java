package io.millrace.learners;

/**
 * A classifier that learns one example at a time and answers at any moment.
 *
 * <p>An example is a vector as its {@link Layout} describes it and the index of its class, from 0. Classes need not be announced: a
 * learner knows those up to the highest index it has learned. Test, then train: ask {@link #predict} before {@link #learn}, if its
 * answer is to count. The same examples in the same order and the same seed give the same learner, whether or not it was asked in between.
 * Memory is bounded by each learner's settings. Vectors are not kept unless a class says so. Not thread-safe.
 */
public interface Learner extends Kept {
    /**
     * @param values one per slot of the layout; finite, or NaN where missing
     * @return the probability of each class known so far, by index; they sum to 1. Empty before the first example.
     */
    double[] predict(float[] values);

    /**
     * @param values one per slot of the layout; finite, or NaN where missing
     * @param label index of the class, at least 0
     * @param weight how many examples this one stands for, above 0
     */
    void learn(float[] values, int label, double weight);

    /**
     * What it would answer from now on, if it learned nothing more. Of use once an example was learned.
     *
     * @param weight that its answer has in the whole
     */
    void describe(Parts parts, double weight);

    /** Learns an example of weight 1. */
    default void learn(float[] values, int label) {
        learn(values, label, 1);
    }
}
