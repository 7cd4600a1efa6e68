package io.millrace.learners;

/** Takes boosted trees down: the softmax of the sums, by class, of what the leaves say where a vector ends in the trees of the class. */
public interface BoostedPart extends ForkPart {
    /** Another tree, of this class; its places come next, each before those below it. */
    void tree(int label);

    void leaf(double score);
}
