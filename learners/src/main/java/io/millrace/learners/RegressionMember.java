package io.millrace.learners;

import java.util.function.LongFunction;

/** One tree of a regression forest and its successor. */
final class RegressionMember {
    private static final double LEAST_LOSS = 0.001;
    /** An error of so many standard deviations of the targets, or more, is a loss of 1: all but 1 of 370 normal ones lie as near. */
    private static final double WORST = 3;

    private final Succession<RegressionTree> trees;
    private final TargetScale scale = new TargetScale();

    /** @param plant a new tree for a seed */
    RegressionMember(ForestSettings settings, LongFunction<RegressionTree> plant, long seed) {
        trees = new Succession<>(settings, plant, seed);
    }

    void keep(State state) {
        trees.keep(state);
        scale.keep(state);
    }

    double predict(float[] values) {
        return trees.tree().predict(values);
    }

    void describe(NumberParts parts, double weight) {
        trees.tree().describe(parts, weight);
    }

    /** What the tree's answer counts: one over the square of its recent loss. 0 for a tree that was not tested yet. */
    double say() {
        double loss = Math.max(trees.loss(), LEAST_LOSS);
        return trees.tested() ? 1 / (loss * loss) : 0;
    }

    void learn(float[] values, double target, double weight) {
        double error = Math.abs(trees.tree().predict(values) - target);
        int times = trees.times();
        if (times > 0) {
            trees.tree().learn(values, target, times * weight);
            if (trees.background() != null) {
                trees.background().learn(values, target, times * weight);
            }
        }
        scale.observe(target, weight);
        trees.observe(loss(error));
    }

    private double loss(double error) {
        double deviation = scale.deviation();
        return deviation > 0 ? Math.min(1, error / (WORST * deviation)) : error > 0 ? 1 : 0;
    }
}
