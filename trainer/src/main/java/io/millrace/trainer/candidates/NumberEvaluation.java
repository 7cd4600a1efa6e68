package io.millrace.trainer.candidates;

import io.millrace.statistics.metrics.RegressionErrors;
import java.util.Arrays;
import java.util.Map;

/**
 * How predicted numbers did against the true ones. Models are judged by absolute errors: they are in the label's unit, and one row that is
 * far off decides nothing by itself.
 *
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 * @param r2 share of the labels' variance that is explained, at most 1; NaN where all labels are the same
 * @param bound absolute error that nine rows in ten do not pass
 * @param error share of rows that pass it
 */
public record NumberEvaluation(int rows, double mae, double rmse, double r2, double bound, double error)
        implements Measured {
    /** Metric of a model version: {@link #bound}. */
    public static final String BOUND = "errorBound";

    private static final double WITHIN = 0.9;

    public static NumberEvaluation of(float[] predicted, float[] actual) {
        RegressionErrors errors = new RegressionErrors();
        for (int row = 0; row < actual.length; row++) {
            errors.update(actual[row], finite(predicted[row]));
        }
        double[] losses = losses(predicted, actual);
        double[] ascending = losses.clone();
        Arrays.sort(ascending);
        double bound = ascending[Math.max(0, (int) Math.ceil(WITHIN * ascending.length) - 1)];
        long beyond = Arrays.stream(losses).filter(loss -> loss > bound).count();
        return new NumberEvaluation(
                actual.length,
                errors.meanAbsolute(),
                errors.rootMeanSquared(),
                errors.r2(),
                bound,
                (double) beyond / actual.length);
    }

    /** What each row costs: its absolute error. */
    static double[] losses(float[] predicted, float[] actual) {
        double[] losses = new double[actual.length];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = Math.abs(finite(predicted[row]) - actual[row]);
        }
        return losses;
    }

    /** A model that answers no number, or an infinite one, errs as much as one can. */
    private static double finite(float predicted) {
        return Float.isNaN(predicted)
                ? Float.MAX_VALUE
                : Math.max(-Float.MAX_VALUE, Math.min(predicted, Float.MAX_VALUE));
    }

    @Override
    public double loss() {
        return mae;
    }

    @Override
    public String lossName() {
        return "mae";
    }

    @Override
    public Map<String, Double> figures() {
        return Map.of(lossName(), mae, "rmse", rmse, "r2", r2);
    }
}
