package io.millrace.learners;

/**
 * Adaptive random forest (Gomes, Bifet, Read, Barddal, Enembreck, Pfahringer, Holmes and Abdessalem 2017, Adaptive random forests for
 * evolving data stream classification): each tree takes each example Poisson(6) times, each leaf may split on a random part of the slots
 * only, each tree watches its own errors and is replaced when they rise. Trees that erred less lately count more.
 */
public final class AdaptiveForest implements Learner {
    private final Layout layout;
    private final ForestSettings settings;
    private final Forest forest;

    public AdaptiveForest(Layout layout) {
        this(layout, standard(), 1);
    }

    public AdaptiveForest(Layout layout, ForestSettings settings, long seed) {
        this.layout = layout;
        this.settings = settings;
        TreeSettings tree = settings.tree().withSlotsPerLeaf(settings.drawn(layout.length()));
        forest = new Forest(settings, of -> new HoeffdingTree(layout, tree, of), seed);
    }

    /** 10 trees that look for a split every 50 examples at δ = 0.01; at most 3.2 MB each, twice that while another grows in the background. */
    public static ForestSettings standard() {
        return new ForestSettings(10, 6, 0.01, 0.001, 0.8, new TreeSettings(50, 0.01, 0.1, 0, 400_000));
    }

    @Override
    public double[] predict(float[] values) {
        return forest.predict(values);
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        forest.learn(values, label, weight);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, layout);
        forest.keep(state);
    }

    @Override
    public void describe(Parts parts, double weight) {
        forest.describe(parts, weight);
    }
}
