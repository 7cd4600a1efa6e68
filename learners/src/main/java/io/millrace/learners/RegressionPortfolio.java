package io.millrace.learners;

import java.util.Arrays;
import java.util.List;

/**
 * Several regressors on the same examples, each with the weight that its past errors left it: after each example a weight is multiplied by
 * exp(-η e / s), where e is the member's absolute error, at most {@value #WORST} s, and s the mean of the portfolio's own lately (Hedge:
 * Freund and Schapire 1997, A Decision-Theoretic Generalization of On-Line Learning), then all give a part of theirs to all (fixed share:
 * Herbster and Warmuth 1998, Tracking the Best Expert). The answer is the weighted mean of the members' answers.
 *
 * <p>Errors are those of what the members said when they were asked, however much was learned since; of what they say now where they were not
 * asked, or too long ago.
 */
public final class RegressionPortfolio implements Regressor {
    private static final double WORST = 10;
    private static final double FADE = 0.99;
    /** 8 MB each: with no more, a tree beside nine others is full after some 300,000 examples. */
    private static final TreeSettings TREE = RegressionTree.standard().withMaxNumbers(1_000_000);

    private final List<Regressor> members;
    private final double rate;
    private final double share;
    private double[] weights;
    private final Waiting waiting;
    private final int most;
    /** Before the first example all know nothing, and none is to be blamed. */
    private boolean taught;

    private double seen;
    private double error;

    /**
     * @param members at least 1; they are fed here and nowhere else
     * @param rate η, above 0
     * @param share part of the weight that is dealt out anew after each example, from 0 to below 1
     * @param waiting how many vectors may be asked for before the target of the first is learned, at least 1
     */
    public RegressionPortfolio(List<Regressor> members, double rate, double share, int waiting) {
        if (members.isEmpty() || !(rate > 0) || !(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("needs a member, a rate above 0 and a share from 0 to below 1: "
                    + members.size() + ", " + rate + ", " + share);
        }
        this.members = List.copyOf(members);
        this.rate = rate;
        this.share = share;
        this.most = waiting;
        this.waiting = new Waiting(waiting);
        weights = new double[members.size()];
        Arrays.fill(weights, 1.0 / weights.length);
    }

    /**
     * The default: two linear models, neighbours, two trees and two forests, one of each kind but neighbours for the distance from the last target,
     * beside that target and the mean. All but one forest and the mean see the {@link TargetHistory}.
     *
     * @param seed of every random choice
     * @param waiting how many vectors may be asked for before the target of the first is learned, at least 1
     */
    public static Regressor standard(Layout layout, long seed, int waiting) {
        return standard(layout, seed, waiting, 1);
    }

    /**
     * The same.
     *
     * @param every after how many targets others are shown to the members that see some, as {@link TargetHistory} has it
     */
    public static Regressor standard(Layout layout, long seed, int waiting, int every) {
        return new TargetHistory(
                layout,
                waiting,
                every,
                wide -> new RegressionPortfolio(standard(wide, layout, seed), 0.3, 0.01, waiting));
    }

    private static List<Regressor> standard(Layout wide, Layout layout, long seed) {
        int last = layout.length();
        return List.of(
                new MeanTarget(),
                new TargetSlot(last),
                new LinearRegression(wide),
                new NeighbourRegression(wide),
                new RegressionTree(wide, TREE, 1),
                new RegressionForest(layout, RegressionForest.standard(), seed),
                new Change(last, new LinearRegression(wide)),
                new Change(last, new RegressionTree(wide, TREE, 1)),
                new Change(last, new RegressionForest(wide, RegressionForest.standard(), seed)));
    }

    /** Every member's weight, in the order of the members; they sum to 1. */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public double predict(float[] values) {
        double[] answers = ask(values);
        waiting.add(values, answers);
        return answer(answers);
    }

    private double[] ask(float[] values) {
        double[] answers = new double[weights.length];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = members.get(i).predict(values);
        }
        return answers;
    }

    private double answer(double[] answers) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * answers[i];
        }
        return sum;
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        double[] answers = waiting.take(values).orElseGet(() -> ask(values));
        if (taught) {
            observe(Math.abs(answer(answers) - target));
            weigh(answers, target);
        }
        taught = true;
        members.forEach(member -> member.learn(values, target, weight));
    }

    private void observe(double own) {
        double counted = error > 0 ? Math.min(WORST * error, own) : own;
        seen = seen * FADE + 1;
        error += (counted - error) / seen;
    }

    private void weigh(double[] answers, double target) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double own = error > 0 ? Math.min(WORST, Math.abs(answers[i] - target) / error) : 0;
            weights[i] *= Math.exp(-rate * own);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (1 - share) * weights[i] / sum + share / weights.length;
        }
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        for (int i = 0; i < weights.length; i++) {
            members.get(i).describe(parts, weight * weights[i]);
        }
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, members.size(), rate, share, most);
        weights = state.reals(weights);
        taught = state.flag(taught);
        seen = state.real(seen);
        error = state.real(error);
        waiting.keep(state);
        members.forEach(member -> member.keep(state));
    }
}
