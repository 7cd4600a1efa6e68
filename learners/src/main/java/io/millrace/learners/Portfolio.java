package io.millrace.learners;

import java.util.Arrays;
import java.util.List;

/**
 * Several learners on the same examples, each with the weight that its past predictions earned: after each example a weight is multiplied
 * by p^η, where p is the probability that the member gave to the right class (Hedge: Freund and Schapire 1997, A Decision-Theoretic
 * Generalization of On-Line Learning, with the logarithmic loss), then all give a part of theirs to all, so that who was bad for long can
 * come back soon (fixed share: Herbster and Warmuth 1998, Tracking the Best Expert). The answer is the weighted mean of the members'
 * answers. A {@value #DOUBT} part of every member's answer is spread over all classes first: who is sure and wrong loses much, not all.
 */
public final class Portfolio implements Learner {
    private static final double DOUBT = 0.02;
    /** On short streams ten trees leave as much to chance as the next best member is behind. */
    private static final int ADAPTIVE_TREES = 20;

    private final List<Learner> members;
    private final double rate;
    private final double share;
    private double[] weights;
    /** The members' answers to the values last asked for, so that they are not asked again when these are learned. */
    private final double[][] answers;

    private float[] asked = {};
    private boolean answered;
    private int classes;

    public Portfolio(Layout layout) {
        this(layout, 1);
    }

    /** @param seed of every random choice of its members */
    public Portfolio(Layout layout, long seed) {
        this(standard(layout, seed), 0.5, 0.001);
    }

    /**
     * @param members at least 1; they are fed here and nowhere else
     * @param rate η, above 0: 1 weighs as probability theory does
     * @param share part of the weight that is dealt out anew after each example, from 0 to below 1
     */
    public Portfolio(List<Learner> members, double rate, double share) {
        if (members.isEmpty() || !(rate > 0) || !(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("needs a member, a rate above 0 and a share from 0 to below 1: "
                    + members.size() + ", " + rate + ", " + share);
        }
        this.members = List.copyOf(members);
        this.rate = rate;
        this.share = share;
        answers = new double[members.size()][];
        weights = new double[members.size()];
        Arrays.fill(weights, 1.0 / weights.length);
    }

    /** Two linear models, a quick and a slow one, naive Bayes, neighbours, a tree, three forests and boosted trees that are fitted anew to a window. */
    static List<Learner> standard(Layout layout, long seed) {
        return List.of(
                new Softmax(layout, new Sgd(0.1)),
                new Softmax(layout, new Ftrl(0.1, 1, 0, 0)),
                new NaiveBayes(layout),
                new NearestNeighbours(layout),
                new AdaptiveTree(layout),
                new LeveragingBagging(layout, LeveragingBagging.standard(), seed),
                new AdaptiveForest(layout, AdaptiveForest.standard().withTrees(ADAPTIVE_TREES), seed),
                new RandomPatches(layout, RandomPatches.standard(), seed),
                new WindowBoosting(layout, WindowBoosting.standard(), seed));
    }

    /** Every member's weight, in the order of the members; they sum to 1. */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public double[] predict(float[] values) {
        ask(values);
        double[] mean = new double[classes];
        for (int i = 0; i < weights.length; i++) {
            for (int label = 0; label < classes; label++) {
                mean[label] += weights[i] * probability(i, label);
            }
        }
        // by rounding, the weights may add up to more than 1
        ClassWeights.normalise(mean);
        return mean;
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, members.size(), rate, share);
        weights = state.reals(weights);
        classes = state.whole(classes);
        members.forEach(member -> member.keep(state));
        answered = false;
    }

    @Override
    public void describe(Parts parts, double weight) {
        for (int i = 0; i < weights.length; i++) {
            members.get(i).describe(parts, weight * weights[i] * (1 - DOUBT));
        }
        double[] equal = new double[classes];
        Arrays.fill(equal, 1.0 / classes);
        parts.shares(weight * DOUBT, equal);
    }

    private void ask(float[] values) {
        if (!answered || !Arrays.equals(values, asked)) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = members.get(i).predict(values);
            }
            asked = values.clone();
            answered = true;
        }
    }

    private double probability(int member, int label) {
        double[] own = answers[member];
        return DOUBT / classes + (label < own.length ? (1 - DOUBT) * own[label] : 0);
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        ask(values);
        classes = Math.max(classes, label + 1);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= Math.pow(probability(i, label), rate);
            sum += weights[i];
            members.get(i).learn(values, label, weight);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (1 - share) * weights[i] / sum + share / weights.length;
        }
        answered = false;
    }
}
