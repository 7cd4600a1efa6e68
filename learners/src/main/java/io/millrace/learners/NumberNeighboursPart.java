package io.millrace.learners;

/** Takes examples with their targets down, in the order in which equally distant ones are preferred. */
public interface NumberNeighboursPart {
    /** @param values hold the vector from an index on; not to be kept or changed */
    void example(float[] values, int from, double target, double weight);
}
