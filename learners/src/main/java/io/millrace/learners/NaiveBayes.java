package io.millrace.learners;

/**
 * Naive Bayes: every slot is taken to be independent of the others within a class; a number is normally distributed, a code has its
 * share, with one added to each count (Laplace). Memory: 5 numbers per class and numeric slot, 1 + codes per class and categorical one.
 */
public final class NaiveBayes implements Learner {
    private final Observations seen;
    private final ClassWeights weights = new ClassWeights();

    public NaiveBayes(Layout layout) {
        seen = new Observations(Columns.all(layout));
    }

    @Override
    public double[] predict(float[] values) {
        double[] probabilities = new double[weights.classes()];
        if (!seen.bayes(values, weights, probabilities)) {
            weights.shares(probabilities);
        }
        return probabilities;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        seen.add(values, label, weight);
        weights.add(label, weight);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, seen.columns.layout());
        seen.keep(state, seen.columns);
        weights.keep(state);
    }

    @Override
    public void describe(Parts parts, double weight) {
        seen.describe(parts.tree(weight), weights, weights.classes());
    }
}
