package io.millrace.learners;

/**
 * Adaptive random forest (Gomes, Bifet, Read, Barddal, Enembreck, Pfharinger, Holmes and Abdessalem 2017, Adaptive random forests for
 * evolving data stream classification): each tree takes each example Poisson(6) times, each leaf may split on a random part of the slots
 * only, each tree watches its own errors and is replaced when they rise. Trees vote with the weight of their accuracy.
 */
public final class AdaptiveForest implements Learner {
    private final Member[] members;
    private double[] scratch = {};

    public AdaptiveForest(Layout layout) {
        this(layout, standard(), 1);
    }

    public AdaptiveForest(Layout layout, ForestSettings settings, long seed) {
        TreeSettings tree = settings.tree().withSlotsPerLeaf(settings.drawn(layout.length()));
        Chance chance = new Chance(seed);
        members = new Member[settings.trees()];
        for (int i = 0; i < members.length; i++) {
            members[i] = new Member(settings, of -> new HoeffdingTree(layout, tree, of), chance.next());
        }
    }

    /** 10 trees that look for a split every 50 examples at δ = 0.01; 3.2 MB each. */
    public static ForestSettings standard() {
        return new ForestSettings(10, 6, 0.01, 0.001, 0.8, new TreeSettings(50, 0.01, 0.1, 0, 400_000));
    }

    @Override
    public double[] predict(float[] values) {
        double[] votes = new double[scratch.length];
        for (Member member : members) {
            member.vote(values, scratch, votes);
        }
        ClassWeights.normalise(votes);
        return votes;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        if (label >= scratch.length) {
            scratch = new double[label + 1];
        }
        for (Member member : members) {
            member.learn(values, label, weight, scratch);
        }
    }
}
