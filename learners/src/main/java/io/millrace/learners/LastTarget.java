package io.millrace.learners;

/** Baseline without a model: answers the target of the last example. */
public final class LastTarget implements Regressor {
    private double last;

    @Override
    public double predict(float[] values) {
        return last;
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        last = target;
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        parts.number(weight, last);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this);
        last = state.real(last);
    }
}
