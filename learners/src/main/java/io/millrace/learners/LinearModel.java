package io.millrace.learners;

/**
 * Weights of a linear model of a scaled target, one gradient of the squared error per example; one of weight w counts as w examples, at most
 * {@value #MOST_STEPS}. The error is divided by the length of the
 * inputs (normalised least mean squares: Nagumo and Noda 1967, A Learning Method for System Identification), so that no example
 * overshoots, however many inputs there are.
 */
final class LinearModel {
    private static final double MOST_STEPS = 4;

    private final Descent descent;
    private double[] weights;
    private double[] state;

    LinearModel(Descent descent, int width) {
        this.descent = descent;
        weights = new double[width];
        state = new double[width * descent.memory()];
    }

    LinearModel copy() {
        LinearModel copy = new LinearModel(descent, 0);
        copy.weights = weights.clone();
        copy.state = state.clone();
        return copy;
    }

    void keep(State of) {
        weights = of.reals(weights);
        state = of.reals(state);
    }

    void describe(LinearPart part, Scaling scaling) {
        scaling.inputs.describe(part, 0, weights);
    }

    /** How many numbers it holds. */
    long size() {
        return weights.length + state.length;
    }

    /** For the inputs that are set. */
    double predict(Scaling scaling) {
        return scaling.target.unscaled(scaled(scaling.inputs));
    }

    private double scaled(Inputs inputs) {
        double sum = 0;
        for (int i = 0; i < inputs.at.length; i++) {
            sum += weights[inputs.at[i]] * inputs.value[i];
        }
        return sum;
    }

    /** With the inputs that are set. */
    void learn(Scaling scaling, double target, double weight) {
        Inputs inputs = scaling.inputs;
        double length = 0;
        for (double value : inputs.value) {
            length += value * value;
        }
        double scaled = scaling.target.scaled(target);
        for (double left = Math.min(MOST_STEPS, weight); left > 0; left--) {
            double error = Math.min(1, left) * (scaled(inputs) - scaled) / length;
            for (int i = 0; i < inputs.at.length; i++) {
                descent.step(weights, state, inputs.at[i], error * inputs.value[i]);
            }
        }
    }
}
