package io.millrace.learners;

import java.util.function.LongFunction;

/**
 * A tree of a forest and who comes after it: at a warning one starts to grow in the background, at a drift it takes the place of the tree
 * (Gomes et al. 2017, Adaptive random forests for evolving data stream classification).
 *
 * @param <T> the tree
 */
final class Succession<T extends Kept> {
    private final ForestSettings settings;
    private final LongFunction<T> plant;
    private final Chance chance;
    private T tree;
    /** Null while there is none. */
    private T background;

    private Adwin warning;
    private Adwin drift;

    /** @param plant a new tree for a seed */
    Succession(ForestSettings settings, LongFunction<T> plant, long seed) {
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

    T tree() {
        return tree;
    }

    /** Null while there is none. */
    T background() {
        return background;
    }

    /** How many times the trees take the next example. */
    int times() {
        return chance.poisson(settings.lambda());
    }

    /** Whether the tree was tested yet. */
    boolean tested() {
        return drift.width() > 0;
    }

    /** Mean loss of the tree lately. */
    double loss() {
        return drift.rate();
    }

    /** @param loss of the tree's answer to the latest example, 0 to 1 */
    void observe(double loss) {
        if (warning.update(loss) == Adwin.Change.ROSE) {
            background = plant.apply(chance.next());
            warning = new Adwin(settings.warning());
        }
        if (drift.update(loss) == Adwin.Change.ROSE) {
            tree = background == null ? plant.apply(chance.next()) : background;
            background = null;
            warning = new Adwin(settings.warning());
            drift = new Adwin(settings.drift());
        }
    }
}
