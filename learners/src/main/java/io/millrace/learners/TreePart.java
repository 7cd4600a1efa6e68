package io.millrace.learners;

/**
 * Takes a tree down. A leaf's answer is the softmax over the classes of its logarithms and of what {@link #number} and {@link #code} said since, for each
 * slot that is not missing.
 */
public interface TreePart extends ForkPart {
    /** @param logarithms by class, of what was seen of it here; -∞ for one that is impossible */
    void leaf(double[] logarithms);

    /** In the last leaf, adds (ln precision - precision (x - mean)²) / 2 to the class's logarithm. */
    void number(int label, int slot, double mean, double precision);

    /** In the last leaf, adds a logarithm to the class's where the slot shows the code. */
    void code(int label, int slot, int code, double logarithm);
}
