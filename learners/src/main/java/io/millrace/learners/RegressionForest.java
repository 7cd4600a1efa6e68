package io.millrace.learners;

/**
 * Adaptive random forest for regression (Gomes, Barddal, Boiko Ferreira and Bifet 2018, Adaptive random forests for data stream regression):
 * each tree takes each example Poisson(6) times, each leaf may split on a random part of the slots only, each tree watches its own errors
 * and is replaced when they rise. Trees that erred less lately count more.
 */
public final class RegressionForest implements Regressor {
    private final Layout layout;
    private final ForestSettings settings;
    private final RegressionMember[] members;

    public RegressionForest(Layout layout) {
        this(layout, standard(), 1);
    }

    public RegressionForest(Layout layout, ForestSettings settings, long seed) {
        this.layout = layout;
        this.settings = settings;
        TreeSettings tree = settings.tree().withSlotsPerLeaf(settings.drawn(layout.length()));
        Chance chance = new Chance(seed);
        members = new RegressionMember[settings.trees()];
        for (int i = 0; i < members.length; i++) {
            members[i] = new RegressionMember(settings, of -> new RegressionTree(layout, tree, of), chance.next());
        }
    }

    /** 10 trees that look for a split every 50 examples at δ = 0.01; at most 3.2 MB each, twice that while another grows in the background. */
    public static ForestSettings standard() {
        return new ForestSettings(10, 6, 0.01, 0.001, 0.8, new TreeSettings(50, 0.01, 0.1, 0, 400_000));
    }

    @Override
    public double predict(float[] values) {
        double says = 0;
        double mean = 0;
        for (RegressionMember member : members) {
            double say = member.say();
            if (say > 0) {
                says += say;
                mean += (member.predict(values) - mean) * say / says;
            }
        }
        return mean;
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        for (RegressionMember member : members) {
            member.learn(values, target, weight);
        }
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        double says = 0;
        for (RegressionMember member : members) {
            says += member.say();
        }
        for (RegressionMember member : members) {
            if (says > 0) {
                member.describe(parts, weight * member.say() / says);
            }
        }
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, layout);
        for (RegressionMember member : members) {
            member.keep(state);
        }
    }
}
