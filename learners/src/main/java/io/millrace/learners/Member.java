package io.millrace.learners;

import java.util.function.LongFunction;

/** One tree of a forest and its successor. */
final class Member {
    private static final double LEAST_RATE = 0.01;

    private final Succession<HoeffdingTree> trees;

    /** @param plant a new tree for a seed */
    Member(ForestSettings settings, LongFunction<HoeffdingTree> plant, long seed) {
        trees = new Succession<>(settings, plant, seed);
    }

    void keep(State state) {
        trees.keep(state);
    }

    /** Adds the tree's probabilities, times its {@link #say}. */
    void vote(float[] values, double[] scratch, double[] votes) {
        if (trees.tested()) {
            trees.tree().vote(values, scratch);
            double say = say();
            for (int label = 0; label < votes.length; label++) {
                votes[label] += scratch[label] * say;
            }
        }
    }

    /**
     * What the tree's answer counts: one over the square of its recent error rate, which is sharper than the paper's weight, its accuracy. 0
     * for a tree that was not tested yet.
     */
    double say() {
        double rate = Math.max(trees.loss(), LEAST_RATE);
        return trees.tested() ? 1 / (rate * rate) : 0;
    }

    void describe(Parts parts, double weight, int classes) {
        trees.tree().describe(parts, weight, classes);
    }

    void learn(float[] values, int label, double weight, double[] scratch) {
        int times = trees.times();
        HoeffdingTree tree = trees.tree();
        boolean right = times > 0 ? tree.train(values, label, times * weight) : tree.answers(values, label, scratch);
        if (times > 0 && trees.background() != null) {
            trees.background().learn(values, label, times * weight);
        }
        trees.observe(right ? 0 : 1);
    }
}
