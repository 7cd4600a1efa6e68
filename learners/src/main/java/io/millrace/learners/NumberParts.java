package io.millrace.learners;

/**
 * Takes down what a regressor would answer from now on, if it learned nothing more, as parts that do not change: for each vector the answer
 * is the sum of the parts' numbers, each times its weight.
 */
public interface NumberParts {
    /** Gives the same number whatever comes. */
    void number(double weight, double number);

    /** Gives what stands in a slot of numbers, 0 where it is missing. */
    void slot(double weight, int slot);

    /**
     * @param range of what its leaves' linear models say
     * @return takes the tree down, each place before those below it
     */
    NumberTreePart tree(double weight, TargetRange range);

    /** @return takes the weights down, as those of class 0 */
    LinearPart linear(double weight, TargetRange range);

    /**
     * The mean of the neighbours' targets by their votes; 0 where nobody votes, all being infinitely far.
     *
     * @param count how many neighbours vote
     * @param nearest is added to each distance, and 1 over the sum is the vote
     * @param scales by slot: what the difference of two numbers is multiplied by
     * @return takes the examples down
     */
    NumberNeighboursPart neighbours(double weight, int count, double nearest, float[] scales);

    /**
     * @param values stand behind each vector, in slots of numbers; NaN where missing
     * @return takes down parts that see them
     */
    NumberParts behind(float[] values);
}
