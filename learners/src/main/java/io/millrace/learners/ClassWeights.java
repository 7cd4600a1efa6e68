package io.millrace.learners;

import java.util.Arrays;

/** How much of each class was seen. Grows with the classes. */
final class ClassWeights {
    private double[] weights = {};
    private double total;

    void keep(State state) {
        weights = state.reals(weights);
        total = state.real(total);
    }

    void add(int label, double weight) {
        if (label >= weights.length) {
            weights = Arrays.copyOf(weights, label + 1);
        }
        weights[label] += weight;
        total += weight;
    }

    /** Highest class index seen, and one. */
    int classes() {
        return weights.length;
    }

    /** 0 for a class never seen. */
    double of(int label) {
        return label < weights.length ? weights[label] : 0;
    }

    double total() {
        return total;
    }

    /** The class of most weight, the lowest index where several have it; -1 before any. */
    int most() {
        return most(weights, weights.length);
    }

    /** How many classes have weight. */
    int seen() {
        int seen = 0;
        for (double weight : weights) {
            seen += weight > 0 ? 1 : 0;
        }
        return seen;
    }

    /** Shares by class, for {@code shares.length} classes; equal ones before any weight. */
    void shares(double[] shares) {
        for (int label = 0; label < shares.length; label++) {
            shares[label] = total > 0 ? of(label) / total : 1.0 / shares.length;
        }
    }

    /** Index of the largest of the first {@code count}, the lowest where several are; -1 where count is 0. */
    static int most(double[] values, int count) {
        int most = count > 0 ? 0 : -1;
        for (int i = 1; i < count; i++) {
            most = values[i] > values[most] ? i : most;
        }
        return most;
    }

    /** Makes them sum to 1: equal ones where all are 0. */
    static void normalise(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = sum > 0 ? values[i] / sum : 1.0 / values.length;
        }
    }
}
