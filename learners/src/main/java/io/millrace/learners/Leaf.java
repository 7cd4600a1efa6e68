package io.millrace.learners;

/**
 * The end of a tree's branch: counts what comes by and answers by majority or by naive Bayes, whichever was right more often at this leaf
 * (Gama, Rocha and Medas 2003, Accurate Decision Trees for Mining High-speed Data Streams; Holmes, Kirkby and Pfahringer 2005, Stress-testing
 * Hoeffding Trees).
 */
final class Leaf {
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

    /** @param scratch one per class, overwritten */
    void learn(float[] values, int label, double weight, double[] scratch) {
        if (seen != null) {
            if (weights.most() == label) {
                majorityRight += weight;
            }
            if (seen.bayes(values, weights, scratch) && ClassWeights.most(scratch, scratch.length) == label) {
                bayesRight += weight;
            }
            seen.add(values, label, weight);
        }
        weights.add(label, weight);
    }

    /** Writes the probability of each class. */
    void vote(float[] values, double[] probabilities) {
        if (seen == null || bayesRight <= majorityRight || !seen.bayes(values, weights, probabilities)) {
            weights.shares(probabilities);
        }
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

    /** How much of each class the split sends one way. */
    ClassWeights branch(Split split, boolean answer) {
        return SplitSearch.branch(seen, split, answer);
    }

    /** Stops growing: keeps the class weights only. */
    void rest() {
        seen = null;
    }

    boolean growing() {
        return seen != null;
    }

    /** How many numbers it holds. */
    long size() {
        return weights.classes() + (seen == null ? 0 : seen.size());
    }

    /** Weight that majority gets wrong: how much a split could gain at most. */
    double promise() {
        return weights.total() - weights.of(Math.max(0, weights.most()));
    }
}
