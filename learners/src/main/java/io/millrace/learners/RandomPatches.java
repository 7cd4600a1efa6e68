package io.millrace.learners;

/**
 * Streaming random patches (Gomes, Read and Bifet 2019, Streaming Random Patches for Evolving Data Stream Classification): each tree sees a
 * random part of the slots, the same for all its life, and takes each example Poisson(6) times; it is watched and replaced as in an
 * {@link AdaptiveForest}, by a tree that sees other slots.
 */
public final class RandomPatches implements Learner {
    private final Layout layout;
    private final ForestSettings settings;
    private final Forest forest;

    public RandomPatches(Layout layout) {
        this(layout, standard(), 1);
    }

    public RandomPatches(Layout layout, ForestSettings settings, long seed) {
        this.layout = layout;
        this.settings = settings;
        int drawn = settings.drawn(layout.length());
        forest = new Forest(settings, of -> tree(layout, drawn, settings.tree(), of), seed);
    }

    private static HoeffdingTree tree(Layout layout, int drawn, TreeSettings settings, long seed) {
        Columns columns = new Columns(layout, new Chance(seed).choose(drawn, layout.length()));
        return new HoeffdingTree(columns, settings, seed);
    }

    /** 10 trees that look for a split every 50 examples at δ = 0.01; at most 3.2 MB each, twice that while another grows in the background. */
    public static ForestSettings standard() {
        return new ForestSettings(10, 6, 0.01, 0.001, 0.7, new TreeSettings(50, 0.01, 0.05, 0, 400_000));
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
