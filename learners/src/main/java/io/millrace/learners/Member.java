package io.millrace.learners;

import java.util.function.LongFunction;

/**
 * One tree of a forest with its own drift detection: at a warning a tree starts to grow in the background, at a drift it takes the place of
 * the tree (Gomes et al. 2017, Adaptive random forests for evolving data stream classification).
 */
final class Member {
    private static final double LEAST_RATE = 0.01;

    private final ForestSettings settings;
    private final LongFunction<HoeffdingTree> plant;
    private final Chance chance;
    private HoeffdingTree tree;
    private HoeffdingTree background;
    private Adwin warning;
    private Adwin drift;

    /** @param plant a new tree for a seed */
    Member(ForestSettings settings, LongFunction<HoeffdingTree> plant, long seed) {
        this.settings = settings;
        this.plant = plant;
        chance = new Chance(seed);
        tree = plant.apply(chance.next());
        warning = new Adwin(settings.warning());
        drift = new Adwin(settings.drift());
    }

    void keep(State state) {
        chance.keep(state);
        tree.keep(state);
        if (state.flag(background != null)) {
            background = background == null ? plant.apply(0) : background;
            background.keep(state);
        } else {
            background = null;
        }
        warning.keep(state);
        drift.keep(state);
    }

    /** Adds the tree's probabilities, times its {@link #say}. */
    void vote(float[] values, double[] scratch, double[] votes) {
        if (drift.width() > 0) {
            tree.vote(values, scratch);
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
        double rate = Math.max(drift.rate(), LEAST_RATE);
        return drift.width() > 0 ? 1 / (rate * rate) : 0;
    }

    void describe(Parts parts, double weight, int classes) {
        tree.describe(parts, weight, classes);
    }

    void learn(float[] values, int label, double weight, double[] scratch) {
        int times = chance.poisson(settings.lambda());
        boolean wrong = !(times > 0 ? tree.train(values, label, times * weight) : tree.answers(values, label, scratch));
        if (times > 0 && background != null) {
            background.learn(values, label, times * weight);
        }
        if (warning.update(wrong) == Adwin.Change.ROSE) {
            background = plant.apply(chance.next());
            warning = new Adwin(settings.warning());
        }
        if (drift.update(wrong) == Adwin.Change.ROSE) {
            tree = background == null ? plant.apply(chance.next()) : background;
            background = null;
            warning = new Adwin(settings.warning());
            drift = new Adwin(settings.drift());
        }
    }
}
