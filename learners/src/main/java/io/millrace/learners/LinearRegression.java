package io.millrace.learners;

/**
 * Online linear regression: one gradient per example, on inputs and targets that are scaled as they come. Answers within the targets seen
 * and half their range beyond. Memory: {@link Descent#memory} and one numbers for each slot, code and missing value.
 */
public final class LinearRegression implements Regressor {
    private final Layout layout;
    private final Descent descent;
    private final Scaling scaling;
    private final LinearModel model;

    public LinearRegression(Layout layout) {
        this(layout, standard());
    }

    public LinearRegression(Layout layout, Descent descent) {
        this.layout = layout;
        this.descent = descent;
        scaling = new Scaling(layout);
        model = new LinearModel(descent, scaling.inputs.width);
    }

    /** Constant steps of a tenth of the error. */
    public static Descent standard() {
        return new Sgd(0.1);
    }

    @Override
    public double predict(float[] values) {
        scaling.inputs.set(values);
        return model.predict(scaling);
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        scaling.observe(values, target, weight);
        model.learn(scaling, target, weight);
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        model.describe(parts.linear(weight, scaling.target.range()), scaling);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, descent, layout);
        scaling.keep(state);
        model.keep(state);
    }
}
