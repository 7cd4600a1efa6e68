package io.millrace.learners;

/** Takes examples down, in the order in which equally distant ones are preferred. */
public interface NeighboursPart {
    /** @param values hold the vector from an index on; not to be kept or changed */
    void example(float[] values, int from, int label, double weight);
}
