package io.millrace.learners;

/** Baseline without a model: answers the mean of the targets so far. */
public final class MeanTarget implements Regressor {
    private final RunningMean seen = new RunningMean();

    @Override
    public double predict(float[] values) {
        return seen.mean();
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        seen.add(target, weight);
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        parts.number(weight, seen.mean());
    }

    @Override
    public void keep(State state) {
        state.sameAs(this);
        seen.keep(state);
    }
}
