package io.millrace.learners;

/** Takes a linear model down: the softmax of the sums of its weights, by class; of a number, one scaled sum. */
public interface LinearPart {
    /** How a number is taken: (x - mean) · scale, at most {@code farthest} from 0; a missing one is 0. */
    void scaled(int slot, double mean, double scale, double farthest);

    void constant(int label, double weight);

    /** @param missing weight where there is no number */
    void number(int label, int slot, double weight, double missing);

    /** @param code of the slot; as many as it has codes for a missing one */
    void code(int label, int slot, int code, double weight);
}
