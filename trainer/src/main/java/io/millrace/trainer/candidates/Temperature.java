package io.millrace.trainer.candidates;

/**
 * The one number that makes a classifier as sure of itself as it is right: logits are divided by it before the softmax. After Guo,
 * Pleiss, Sun &amp; Weinberger 2017, On Calibration of Modern Neural Networks. It changes no row's likeliest class.
 */
final class Temperature {
    /** Fewer rows say too little about probabilities. */
    static final int LEAST_ROWS = 100;

    /** Neither above this nor below its inverse: further out a model has learnt nothing, or the rows are too easy to tell. */
    static final double LIMIT = 10;

    private static final int HALVINGS = 50;

    private Temperature() {}

    /**
     * The temperature of the lowest log loss on rows the model did not learn from; 1 where there are too few. The loss is convex in the
     * inverse temperature β: its slope, the sum over rows of Σₖ pₖ zₖ - z(label), is brought to 0 by bisection.
     */
    static float fit(Logits logits, int[] labels) {
        if (labels.length < LEAST_ROWS) {
            return 1;
        }
        double low = 1 / LIMIT;
        double high = LIMIT;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (slope(logits, labels, middle) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (float) (1 / Math.sqrt(low * high));
    }

    private static double slope(Logits logits, int[] labels, double inverse) {
        double[] probabilities = new double[logits.classes()];
        double slope = 0;
        for (int row = 0; row < labels.length; row++) {
            logits.softmax(row, inverse, probabilities);
            for (int i = 0; i < probabilities.length; i++) {
                slope += probabilities[i] * (logits.value(row, i) - logits.value(row, labels[row]));
            }
        }
        return slope;
    }
}
