package io.millrace.learners;

/**
 * Takes down what a learner would answer from now on, if it learned nothing more, as parts that do not change: for each vector the answer is
 * the sum of the parts' probabilities, each times its weight. The weights add up to 1.
 */
public interface Parts {
    /** Gives each class the same probability whatever comes. */
    void shares(double weight, double[] probabilities);

    /** @return takes the tree down, each place before those below it */
    TreePart tree(double weight);

    /** @return takes the weights down */
    LinearPart linear(double weight);

    /**
     * @param scores by class, before any tree; -∞ for one that is impossible
     * @return takes the trees down
     */
    BoostedPart boosted(double weight, double[] scores);

    /**
     * @param classes equally probable where nobody votes, all being infinitely far
     * @param count how many neighbours vote
     * @param nearest is added to each distance, and 1 over the sum is the vote
     * @param scales by slot: what the difference of two numbers is multiplied by
     * @return takes the examples down
     */
    NeighboursPart neighbours(double weight, int classes, int count, double nearest, float[] scales);
}
