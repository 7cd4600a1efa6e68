package io.millrace.learners;

/**
 * Leveraging bagging (Bifet, Holmes and Pfahringer 2010, Leveraging Bagging for Evolving Data Streams): online bagging (Oza and Russell 2001)
 * where each tree takes each example Poisson(6) times, and for each tree whose errors rise, the worst tree starts anew.
 */
public final class LeveragingBagging implements Learner {
    private final Layout layout;
    private final ForestSettings settings;
    private final Chance chance;
    private final HoeffdingTree[] trees;
    private final Adwin[] errors;
    private double[] scratch = {};

    public LeveragingBagging(Layout layout) {
        this(layout, standard(), 1);
    }

    /** @param settings of which {@code warning} and {@code slots} have no use here */
    public LeveragingBagging(Layout layout, ForestSettings settings, long seed) {
        this.layout = layout;
        this.settings = settings;
        chance = new Chance(seed);
        trees = new HoeffdingTree[settings.trees()];
        errors = new Adwin[settings.trees()];
        for (int i = 0; i < trees.length; i++) {
            plant(i);
        }
    }

    /** 10 trees that look for a split every 200 examples at δ = 1e-7; at most 3.2 MB each. */
    public static ForestSettings standard() {
        return new ForestSettings(10, 6, 0.01, 0.002, 1, new TreeSettings(200, 1e-7, 0.05, 0, 400_000));
    }

    private void plant(int i) {
        trees[i] = new HoeffdingTree(layout, settings.tree(), chance.next());
        errors[i] = new Adwin(settings.drift());
    }

    @Override
    public double[] predict(float[] values) {
        double[] votes = new double[scratch.length];
        for (HoeffdingTree tree : trees) {
            tree.vote(values, scratch);
            for (int label = 0; label < votes.length; label++) {
                votes[label] += scratch[label];
            }
        }
        ClassWeights.normalise(votes);
        return votes;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        if (label >= scratch.length) {
            scratch = new double[label + 1];
        }
        for (int i = 0; i < trees.length; i++) {
            int times = chance.poisson(settings.lambda());
            boolean right = times > 0
                    ? trees[i].train(values, label, times * weight)
                    : trees[i].answers(values, label, scratch);
            if (errors[i].update(!right) == Adwin.Change.ROSE) {
                plant(worst());
            }
        }
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, layout);
        chance.keep(state);
        scratch = new double[state.whole(scratch.length)];
        for (int i = 0; i < trees.length; i++) {
            trees[i].keep(state);
            errors[i].keep(state);
        }
    }

    @Override
    public void describe(Parts parts, double weight) {
        for (HoeffdingTree tree : trees) {
            tree.describe(parts, weight / trees.length, scratch.length);
        }
    }

    private int worst() {
        int worst = 0;
        for (int i = 1; i < trees.length; i++) {
            worst = errors[i].rate() > errors[worst].rate() ? i : worst;
        }
        return worst;
    }
}
