package io.millrace.trainer.candidates;

import io.millrace.models.onnx.Scale;

/**
 * What a model finds of each class, row after row, before a softmax makes probabilities of it; or, of one class, the number itself. The array
 * is shared, not copied.
 */
public final class Logits {
    private final float[] values;
    private final int classes;

    /** @param values finite; as many for each row as there are classes */
    public Logits(float[] values, int classes) {
        if (values.length % classes != 0) {
            throw new IllegalArgumentException("%d logits do not fit %d classes".formatted(values.length, classes));
        }
        this.values = values;
        this.classes = classes;
    }

    int rows() {
        return values.length / classes;
    }

    int classes() {
        return classes;
    }

    float value(int row, int index) {
        return values[row * classes + index];
    }

    /** Numbers out of what a model finds on their scale. */
    public Logits scaled(Scale scale) {
        float[] numbers = new float[values.length];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = scale.number(values[row]);
        }
        return new Logits(numbers, classes);
    }

    /** The values as they are: numbers. */
    public float[] numbers() {
        return values;
    }

    /** The softmax of the logits divided by the temperature. */
    public float[] probabilities(double temperature) {
        float[] probabilities = new float[values.length];
        double[] one = new double[classes];
        for (int row = 0; row < rows(); row++) {
            softmax(row, 1 / temperature, one);
            for (int i = 0; i < classes; i++) {
                probabilities[row * classes + i] = (float) one[i];
            }
        }
        return probabilities;
    }

    /** Probabilities of one row, by the inverse of the temperature; the largest logit is taken off, so that none overflows. */
    void softmax(int row, double inverse, double[] probabilities) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            largest = Math.max(largest, value(row, i));
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            probabilities[i] = Math.exp((value(row, i) - largest) * inverse);
            sum += probabilities[i];
        }
        for (int i = 0; i < classes; i++) {
            probabilities[i] /= sum;
        }
    }
}
