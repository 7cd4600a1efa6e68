package io.millrace.learners;

/**
 * What a learner knows, on its way to or from a snapshot. Each call hands over what stands in the learner and returns what is to stand there from
 * now on: the same when it is written, what was written when it is read. One method per class so says both, and the two cannot disagree.
 */
public sealed interface State permits StateWriter, StateReader {
    /**
     * Makes sure that what is read was written by one that is set up alike.
     *
     * @throws SnapshotRefused where it was not
     */
    void sameAs(Kept learner, Object... settings);

    int whole(int value);

    long whole(long value);

    double real(double value);

    /** Whether a part is there; asked before the part. */
    boolean flag(boolean value);

    /** May come back in another length, as the others do. */
    int[] wholes(int[] values);

    float[] reals(float[] values);

    double[] reals(double[] values);
}
