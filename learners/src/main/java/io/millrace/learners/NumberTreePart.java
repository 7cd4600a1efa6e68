package io.millrace.learners;

/** Takes a tree down whose leaves answer numbers. */
public interface NumberTreePart extends ForkPart {
    /** A leaf that answers the same whatever comes. */
    void leaf(double number);

    /**
     * A leaf that answers by a linear model, scaled as all those of the tree.
     *
     * @return takes the weights down, as those of class 0
     */
    LinearPart line();
}
