package io.millrace.learners;

/** Baseline without a model: answers the class shares so far. */
public final class Majority implements Learner {
    private final ClassWeights seen = new ClassWeights();

    @Override
    public double[] predict(float[] values) {
        double[] shares = new double[seen.classes()];
        seen.shares(shares);
        return shares;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        seen.add(label, weight);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this);
        seen.keep(state);
    }

    @Override
    public void describe(Parts parts, double weight) {
        parts.shares(weight, predict(new float[0]));
    }
}
