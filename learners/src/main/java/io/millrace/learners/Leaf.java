package io.millrace.learners;

import java.util.Arrays;

/**
 * The end of a tree's branch: counts what comes by and answers by majority or by naive Bayes, whichever was right more often at this leaf
 * (Gama, Rocha and Medas 2003, Accurate Decision Trees for Mining High-speed Data Streams; Holmes, Kirkby and Pfahringer 2005, Stress-testing
 * Hoeffding Trees).
 */
final class Leaf implements TreeEnd<Leaf> {
    final ClassWeights weights;
    private Observations seen;
    private double majorityRight;
    private double bayesRight;
    private double lookedAt;

    /** @param weights what is known of the classes here already */
    Leaf(Columns columns, ClassWeights weights) {
        this.weights = weights;
        seen = new Observations(columns);
        lookedAt = weights.total();
    }

    @Override
    public void keep(State state, Columns all) {
        weights.keep(state);
        majorityRight = state.real(majorityRight);
        bayesRight = state.real(bayesRight);
        lookedAt = state.real(lookedAt);
        if (state.flag(seen != null)) {
            seen = seen == null ? new Observations(all) : seen;
            seen.keep(state, all);
        } else {
            seen = null;
        }
    }

    /**
     * @param scratch one per class, overwritten
     * @return whether the answer just before was right
     */
    boolean learn(float[] values, int label, double weight, double[] scratch) {
        boolean byMajority = weights.most() == label;
        boolean right = byMajority;
        if (seen != null) {
            boolean answered = seen.bayes(values, weights, scratch);
            boolean byBayes = answered && ClassWeights.most(scratch, scratch.length) == label;
            right = answered && bayesRight > majorityRight ? byBayes : byMajority;
            majorityRight += byMajority ? weight : 0;
            bayesRight += byBayes ? weight : 0;
            seen.add(values, label, weight);
        }
        weights.add(label, weight);
        return right;
    }

    /** Writes the probability of each class. */
    void vote(float[] values, double[] probabilities) {
        if (seen == null || bayesRight <= majorityRight || !seen.bayes(values, weights, probabilities)) {
            weights.shares(probabilities);
        }
    }

    /** Takes down what {@link #vote} answers. */
    void describe(TreePart part, int classes) {
        if (seen != null && bayesRight > majorityRight && seen.answers(weights)) {
            seen.describe(part, weights, classes);
            return;
        }
        double[] shares = new double[classes];
        weights.shares(shares);
        part.leaf(Arrays.stream(shares).map(Math::log).toArray());
    }

    /** The split that this leaf has enough evidence for; null where it has not, or where it is not yet time to look. */
    Split split(TreeSettings settings) {
        if (seen == null || weights.total() - lookedAt < settings.gracePeriod()) {
            return null;
        }
        lookedAt = weights.total();
        if (weights.seen() < 2) {
            return null;
        }
        SplitSearch.Found found = SplitSearch.search(seen);
        double bound = bound(settings.confidence());
        return found.lead() > bound || bound < settings.tie() ? found.best() : null;
    }

    /** Hoeffding's: the true mean of n values in a range R is with probability 1 - δ within √(R² ln(1/δ) / 2n) of the measured one. */
    private double bound(double confidence) {
        double range = Math.log(weights.seen()) / Math.log(2);
        return Math.sqrt(range * range * Math.log(1 / confidence) / (2 * weights.total()));
    }

    @Override
    public Leaf blank(Columns all) {
        return new Leaf(all, new ClassWeights());
    }

    @Override
    public Leaf branch(Split split, boolean answer, Columns columns) {
        return new Leaf(columns, SplitSearch.branch(seen, split, answer));
    }

    /** Keeps the class weights only. */
    @Override
    public void rest() {
        seen = null;
    }

    @Override
    public boolean growing() {
        return seen != null;
    }

    /** How many numbers a leaf can come to hold. */
    static long mostSize(Columns columns, int classes) {
        return classes * (2L + columns.width);
    }

    @Override
    public long size() {
        return weights.classes() + (seen == null ? 0 : seen.size());
    }

    /** Weight that majority gets wrong. */
    @Override
    public double promise() {
        return weights.total() - weights.of(Math.max(0, weights.most()));
    }
}
