package io.millrace.learners;

import java.util.Arrays;

/**
 * Multinomial logistic regression, one gradient per example: P(class) ∝ exp(w · x), on numbers that are scaled as they come and one
 * weight per code. Memory: per class, {@link Descent#memory} and one numbers for each slot, code and missing value.
 */
public final class Softmax implements Learner {
    private final Layout layout;
    private final Descent descent;
    private final Inputs inputs;
    private double[][] weights = {};
    private double[][] states = {};
    private double[] scratch = {};

    public Softmax(Layout layout) {
        this(layout, standard());
    }

    public Softmax(Layout layout, Descent descent) {
        this.layout = layout;
        this.descent = descent;
        inputs = new Inputs(layout);
    }

    /** FTRL with α = 0.5 and no pull to 0. */
    public static Descent standard() {
        return new Ftrl(0.5, 1, 0, 0);
    }

    @Override
    public double[] predict(float[] values) {
        double[] probabilities = new double[weights.length];
        inputs.set(values);
        fill(probabilities);
        return probabilities;
    }

    private void fill(double[] probabilities) {
        double best = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < probabilities.length; label++) {
            double[] own = weights[label];
            double sum = 0;
            for (int i = 0; i < inputs.at.length; i++) {
                sum += own[inputs.at[i]] * inputs.value[i];
            }
            probabilities[label] = sum;
            best = Math.max(best, sum);
        }
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] = Math.exp(probabilities[label] - best);
        }
        ClassWeights.normalise(probabilities);
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        grow(label + 1);
        inputs.observe(values, weight);
        inputs.set(values);
        fill(scratch);
        for (int of = 0; of < scratch.length; of++) {
            double error = weight * (scratch[of] - (of == label ? 1 : 0));
            for (int i = 0; i < inputs.at.length; i++) {
                descent.step(weights[of], states[of], inputs.at[i], error * inputs.value[i]);
            }
        }
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, descent, layout);
        inputs.keep(state);
        scratch = new double[state.whole(weights.length)];
        weights = Arrays.copyOf(weights, scratch.length);
        states = Arrays.copyOf(states, scratch.length);
        for (int label = 0; label < weights.length; label++) {
            weights[label] = state.reals(weights[label]);
            states[label] = state.reals(states[label]);
        }
    }

    @Override
    public void describe(Parts parts, double weight) {
        LinearPart part = parts.linear(weight);
        for (int label = 0; label < weights.length; label++) {
            inputs.describe(part, label, weights[label]);
        }
    }

    private void grow(int classes) {
        if (classes > weights.length) {
            int known = weights.length;
            weights = Arrays.copyOf(weights, classes);
            states = Arrays.copyOf(states, classes);
            for (int label = known; label < classes; label++) {
                weights[label] = new double[inputs.width];
                states[label] = new double[inputs.width * descent.memory()];
            }
            scratch = new double[classes];
        }
    }
}
