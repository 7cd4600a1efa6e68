package io.millrace.learners;

/**
 * A classifier that learns one example at a time and answers at any moment.
 *
 * <p>An example is a vector as its {@link Layout} describes it and the index of its class, from 0. Classes need not be announced: a
 * learner knows those up to the highest index it has learned. Test, then train: ask {@link #predict} before {@link #learn}, if its
 * answer is to count. The same examples in the same order and the same seed give the same learner, whether or not it was asked in between.
 * Memory is bounded by each learner's settings. Vectors are not kept unless a class says so. Not thread-safe.
 */
public interface Learner {
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
     * All that it knows and what its random choices go on from, written or read. Its layout and settings are not part of it.
     *
     * @throws SnapshotRefused where what is read was written by another
     */
    void keep(State state);

    /**
     * What it would answer from now on, if it learned nothing more. Of use once an example was learned.
     *
     * @param weight that its answer has in the whole
     */
    void describe(Parts parts, double weight);

    /** What it knows now, as bytes: a learner with the same layout and settings that they are restored in goes on as this one does, to the bit. */
    default byte[] snapshot() {
        StateWriter writer = new StateWriter();
        keep(writer);
        return writer.finished();
    }

    /**
     * Forgets what it knows, and knows what was known when the snapshot was taken.
     *
     * @throws SnapshotRefused where the bytes are damaged, of another format, or of a learner with another layout or settings; this learner is
     *     of no use then
     */
    default void restore(byte[] snapshot) {
        StateReader reader = new StateReader(snapshot);
        keep(reader);
        reader.end();
    }

    /** Learns an example of weight 1. */
    default void learn(float[] values, int label) {
        learn(values, label, 1);
    }
}
