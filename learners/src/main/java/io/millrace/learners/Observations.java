package io.millrace.learners;

import static io.millrace.learners.Columns.GREATEST;
import static io.millrace.learners.Columns.LEAST;
import static io.millrace.learners.Columns.MEAN;
import static io.millrace.learners.Columns.SQUARES;
import static io.millrace.learners.Columns.WEIGHT;

import java.util.Arrays;

/**
 * What was seen of each slot in each class: a normal distribution for a number (moments by Welford 1962, Note on a Method for Calculating
 * Corrected Sums of Squares and Products), a count of each code for a category. Missing values are left out.
 *
 * <p>One plain array per class, laid out by {@link Columns}: this is walked for every example.
 */
final class Observations {
    private static final double LEAST_VARIANCE = 1e-24;
    private static final double LEAST_SCALE = 1e-150;

    Columns columns;
    /** By class; null for one never seen. */
    private double[][] rows = {};

    Observations(Columns columns) {
        this.columns = columns;
    }

    /** @param all the columns that most who look at these share */
    void keep(State state, Columns all) {
        columns = columns.kept(state, all);
        rows = Arrays.copyOf(rows, state.whole(rows.length));
        for (int label = 0; label < rows.length; label++) {
            boolean seen = state.flag(rows[label] != null);
            rows[label] = seen ? state.reals(rows[label] == null ? new double[0] : rows[label]) : null;
        }
    }

    /** Highest class index seen, and one. */
    int classes() {
        return rows.length;
    }

    /** Null for a class never seen. */
    double[] row(int label) {
        return label < rows.length ? rows[label] : null;
    }

    /** How many numbers are held. */
    long size() {
        long size = 0;
        for (double[] row : rows) {
            size += row == null ? 1 : 1 + row.length;
        }
        return size;
    }

    void add(float[] values, int label, double weight) {
        double[] row = rowOf(label);
        int[] slots = columns.slots;
        for (int i = 0; i < slots.length; i++) {
            float value = values[slots[i]];
            if (!Float.isNaN(value)) {
                int at = columns.offsets[i];
                row[at + WEIGHT] += weight;
                if (columns.codes[i] > 0) {
                    row[at + 1 + Layout.code(value, columns.codes[i])] += weight;
                } else {
                    addNumber(row, at, value, weight);
                }
            }
        }
    }

    private static void addNumber(double[] row, int at, double value, double weight) {
        double off = value - row[at + MEAN];
        row[at + MEAN] += off * weight / row[at + WEIGHT];
        row[at + SQUARES] += weight * off * (value - row[at + MEAN]);
        if (row[at + WEIGHT] == weight) {
            row[at + LEAST] = value;
            row[at + GREATEST] = value;
        } else {
            row[at + LEAST] = Math.min(row[at + LEAST], value);
            row[at + GREATEST] = Math.max(row[at + GREATEST], value);
        }
    }

    private double[] rowOf(int label) {
        if (label >= rows.length) {
            rows = Arrays.copyOf(rows, label + 1);
        }
        if (rows[label] == null) {
            rows[label] = new double[columns.width];
        }
        return rows[label];
    }

    /**
     * Naive Bayes: P(class | values) ∝ P(class) Π P(value | class).
     *
     * @param probabilities by class, written here
     * @return false where nothing can be said, and nothing of use was written
     */
    boolean bayes(float[] values, ClassWeights prior, double[] probabilities) {
        double best = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < probabilities.length; label++) {
            double[] row = row(label);
            double weight = prior.of(label);
            probabilities[label] = row == null || weight == 0
                    ? Double.NEGATIVE_INFINITY
                    : Math.log(weight) + logLikelihood(values, row);
            best = Math.max(best, probabilities[label]);
        }
        if (best == Double.NEGATIVE_INFINITY) {
            return false;
        }
        double sum = 0;
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] = Math.exp(probabilities[label] - best);
            sum += probabilities[label];
        }
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] /= sum;
        }
        return true;
    }

    /** Takes down what {@link #bayes} answers, of so many classes; one of them must have been seen. */
    void describe(TreePart part, ClassWeights prior, int classes) {
        double[] logarithms = new double[classes];
        for (int label = 0; label < classes; label++) {
            logarithms[label] = row(label) == null ? Double.NEGATIVE_INFINITY : Math.log(prior.of(label));
        }
        part.leaf(logarithms);
        for (int label = 0; label < classes; label++) {
            for (int i = 0; i < columns.slots.length && logarithms[label] > Double.NEGATIVE_INFINITY; i++) {
                describe(part, label, i);
            }
        }
    }

    private void describe(TreePart part, int label, int column) {
        double[] row = row(label);
        int slot = columns.slots[column];
        int at = columns.offsets[column];
        int codes = columns.codes[column];
        for (int code = 0; code < codes; code++) {
            part.code(label, slot, code, Math.log((row[at + 1 + code] + 1) / (row[at + WEIGHT] + codes)));
        }
        if (codes == 0 && row[at + WEIGHT] > 1) {
            part.number(label, slot, row[at + MEAN], precision(row, at));
        }
    }

    /** One over the variance. */
    private static double precision(double[] row, int at) {
        return (row[at + WEIGHT] - 1) / (row[at + SQUARES] + LEAST_VARIANCE * row[at + WEIGHT]);
    }

    /** Whether {@link #bayes} can answer. */
    boolean answers(ClassWeights prior) {
        for (int label = 0; label < rows.length; label++) {
            if (rows[label] != null && prior.of(label) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Squares of the factors are multiplied, so that there is one logarithm per class and no root. */
    private double logLikelihood(float[] values, double[] row) {
        double logs = 0;
        double scale = 1;
        double squares = 0;
        int[] slots = columns.slots;
        for (int i = 0; i < slots.length; i++) {
            float value = values[slots[i]];
            if (Float.isNaN(value)) {
                continue;
            }
            int at = columns.offsets[i];
            int codes = columns.codes[i];
            double weight = row[at + WEIGHT];
            if (codes > 0) {
                double share = (row[at + 1 + Layout.code(value, codes)] + 1) / (weight + codes);
                scale *= share * share;
            } else if (weight > 1) {
                double off = value - row[at + MEAN];
                double precision = precision(row, at);
                squares += off * off * precision;
                scale *= precision;
            }
            if (scale < LEAST_SCALE || scale > 1 / LEAST_SCALE) {
                logs += Math.log(scale);
                scale = 1;
            }
        }
        return (logs + Math.log(scale) - squares) / 2;
    }
}
