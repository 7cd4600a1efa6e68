package io.millrace.trainer.candidates;

import io.millrace.statistics.metrics.RegressionErrors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How predicted numbers did against the true ones. Models are judged by absolute errors: they are in the label's unit, and one row that is
 * far off decides nothing by itself. Where the number is a quantile, by quantile loss.
 *
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 * @param r2 share of the labels' variance that is explained, at most 1; NaN where all labels are the same
 * @param bound absolute error that nine rows in ten do not pass
 * @param error share of rows that pass it
 * @param quantileLoss mean {@link QuantileLoss}; none where it is the number itself
 * @param covered share of labels that do not lie above what was predicted
 */
public record NumberEvaluation(
        int rows,
        double mae,
        double rmse,
        double r2,
        double bound,
        double error,
        Optional<Double> quantileLoss,
        double covered)
        implements Measured {
    /** Metric of a model version: {@link #bound}. */
    public static final String BOUND = "errorBound";

    private static final double WITHIN = 0.9;

    public static NumberEvaluation of(float[] predicted, float[] actual) {
        return of(predicted, actual, Optional.empty());
    }

    /** @param quantile that was to be predicted */
    public static NumberEvaluation of(float[] predicted, float[] actual, Optional<Double> quantile) {
        RegressionErrors errors = new RegressionErrors();
        for (int row = 0; row < actual.length; row++) {
            errors.update(actual[row], finite(predicted[row]));
        }
        double[] losses = losses(predicted, actual, Optional.empty());
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
                (double) beyond / actual.length,
                quantile.map(share -> mean(losses(predicted, actual, quantile))),
                covered(predicted, actual));
    }

    private static double mean(double[] losses) {
        return Arrays.stream(losses).average().orElse(Double.NaN);
    }

    private static double covered(float[] predicted, float[] actual) {
        int covered = 0;
        for (int row = 0; row < actual.length; row++) {
            covered += actual[row] <= finite(predicted[row]) ? 1 : 0;
        }
        return (double) covered / actual.length;
    }

    /** What each row costs: its absolute error, or the loss of its quantile. */
    static double[] losses(float[] predicted, float[] actual, Optional<Double> quantile) {
        // of the median, quantile loss is the absolute error
        double share = quantile.orElse(0.5);
        double[] losses = new double[actual.length];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = QuantileLoss.of(share, actual[row] - finite(predicted[row]));
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
        return quantileLoss.orElse(mae);
    }

    @Override
    public String lossName() {
        return quantileLoss.isPresent() ? "quantileLoss" : "mae";
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new HashMap<>(Map.of("mae", mae, "rmse", rmse, "r2", r2));
        quantileLoss.ifPresent(loss -> {
            figures.put("quantileLoss", loss);
            figures.put("covered", covered);
        });
        return figures;
    }
}
