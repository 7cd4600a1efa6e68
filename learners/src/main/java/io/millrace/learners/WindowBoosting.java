package io.millrace.learners;

/**
 * Boosted trees that are fitted anew to the latest examples again and again (see {@link BoostedFit}). The window grows while nothing changes; where errors rise it is cut to the examples since
 * ({@link Adwin}), and trees are fitted to these at once, or where no leaf of so few could be split, once there are enough: until then the old ones answer.
 *
 * <p>A fit comes once there are half as many new examples as the window holds, but no sooner than after {@code first} and no later than after {@code every} of them: so the examples between two fits share what a fit
 * costs, which with a full window is some hundredths of a second for the one that brings it about. Before the first fit it answers the shares of the classes.
 * Slots of very many codes are not asked for (see {@link Bins}).
 */
public final class WindowBoosting implements Learner {
    private final Layout layout;
    private final BoostingSettings settings;
    private final WindowRows rows;
    private final BoostedFit fit;
    /** With fewer rows no tree could split. */
    private final int leastRows;

    private final Chance chance;
    private final ClassWeights weights = new ClassWeights();
    private Adwin errors;
    private Boosted boosted = new Boosted(new double[0]);
    /** Whether there was a fit. */
    private boolean fitted;

    private int sinceFit;

    public WindowBoosting(Layout layout) {
        this(layout, standard(), 1);
    }

    /** @param seed of which examples a tree is fitted to */
    public WindowBoosting(Layout layout, BoostingSettings settings, long seed) {
        this.layout = layout;
        this.settings = settings;
        int most = Math.max(2, Math.min(settings.window(), settings.maxNumbers() / layout.length()));
        rows = new WindowRows(layout.length(), most);
        leastRows = Math.min(most, settings.leastRows());
        fit = new BoostedFit(layout, settings);
        chance = new Chance(seed);
        errors = new Adwin(settings.delta());
    }

    /** The latest 10,000 examples, of long vectors as many as take 1.6 MB; 60 trees of 16 leaves, each fitted to half of them. */
    public static BoostingSettings standard() {
        return new BoostingSettings(10_000, 400_000, 50, 2_000, 60, 16, 0.1, 1, 5, 64, 0.5, 0.02);
    }

    @Override
    public double[] predict(float[] values) {
        double[] probabilities = new double[weights.classes()];
        if (fitted) {
            boosted.fill(values, probabilities);
        } else {
            weights.shares(probabilities);
        }
        return probabilities;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        boolean rose = fitted && errors.update(missed(values, label)) == Adwin.Change.ROSE;
        weights.add(label, weight);
        rows.add(values, label, weight);
        sinceFit++;
        if (rose) {
            rows.cutTo((int) Math.min(rows.count(), errors.width()));
        }
        int due = Math.min(settings.every(), Math.max(settings.first(), rows.count() / 2));
        if ((rose || sinceFit >= due) && rows.count() >= leastRows) {
            boosted = fit.fit(rows, weights.classes(), chance);
            fitted = true;
            sinceFit = 0;
        }
    }

    /** 0 where the right class was the most probable, else 1. */
    private double missed(float[] values, int label) {
        double[] probabilities = predict(values);
        return ClassWeights.most(probabilities, probabilities.length) == label ? 0 : 1;
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, layout);
        rows.keep(state);
        chance.keep(state);
        weights.keep(state);
        errors.keep(state);
        boosted.keep(state);
        fitted = state.flag(fitted);
        sinceFit = state.whole(sinceFit);
    }

    @Override
    public void describe(Parts parts, double weight) {
        if (fitted) {
            boosted.describe(parts, weight);
            return;
        }
        double[] shares = new double[weights.classes()];
        weights.shares(shares);
        parts.shares(weight, shares);
    }
}
