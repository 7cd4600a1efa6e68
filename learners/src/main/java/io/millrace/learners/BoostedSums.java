package io.millrace.learners;

import java.util.Arrays;

/** What a fit has come to for each example of the window: the sums of the classes that have trees, and by them the probabilities. */
final class BoostedSums {
    private final WindowRows rows;
    private final int[] labels;
    /** By class with trees and row. */
    private final double[][] sums;
    /** Of the exponentials of what classes without trees have. */
    private final double others;
    /** By row: the highest of the sums and 0, and the sum of the exponentials of all below it. */
    private final double[] top;

    private final double[] all;

    /**
     * @param scores by class, where the sums begin
     * @param labels of the classes that have trees
     */
    BoostedSums(WindowRows rows, double[] scores, int[] labels) {
        this.rows = rows;
        this.labels = labels;
        sums = new double[labels.length][rows.count()];
        double rest = Arrays.stream(scores).map(Math::exp).sum();
        for (int i = 0; i < labels.length; i++) {
            Arrays.fill(sums[i], scores[labels[i]]);
            rest -= Math.exp(scores[labels[i]]);
        }
        others = Math.max(0, rest);
        top = new double[rows.count()];
        all = new double[rows.count()];
    }

    /** By row, to be added to. */
    double[] of(int i) {
        return sums[i];
    }

    /** After the sums were added to, before anybody asks for {@link #slopes}. */
    void addUp() {
        Arrays.fill(top, 0);
        for (double[] own : sums) {
            for (int row = 0; row < top.length; row++) {
                top[row] = Math.max(top[row], own[row]);
            }
        }
        for (int row = 0; row < top.length; row++) {
            all[row] = others * Math.exp(-top[row]);
        }
        for (double[] own : sums) {
            for (int row = 0; row < top.length; row++) {
                all[row] += Math.exp(own[row] - top[row]);
            }
        }
    }

    /** Writes the gradient and the curvature of each row's loss where the sum of a class rises. */
    void slopes(int i, double[] gradients, double[] curvatures) {
        for (int row = 0; row < top.length; row++) {
            double p = Math.exp(sums[i][row] - top[row]) / all[row];
            double weight = rows.weight(row);
            gradients[row] = weight * (p - (rows.label(row) == labels[i] ? 1 : 0));
            curvatures[row] = weight * p * (1 - p);
        }
    }
}
