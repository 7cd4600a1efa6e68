package io.millrace.trainer.candidates;

/**
 * What an error costs where a quantile is predicted: 2 q e where the label lies e above, 2 (1 - q) e where it lies below. The q-quantile of labels costs least (Koenker &amp; Bassett
 * 1978, Regression Quantiles); twice their loss, so that of the median it is the absolute error.
 */
public final class QuantileLoss {
    /** Metric of a model version: which quantile it predicts; none where it is the number itself. */
    public static final String QUANTILE = "quantile";

    private QuantileLoss() {}

    /** @param above how far the label lies above what was predicted; negative where below */
    public static double of(double quantile, double above) {
        return 2 * (above > 0 ? quantile : 1 - quantile) * Math.abs(above);
    }
}
