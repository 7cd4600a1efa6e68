package io.millrace.statistics.metrics;

/**
 * How far predicted numbers were from the true ones, along a stream. Errors are predicted - actual, in the unit of the values. NaN of no examples. Not
 * thread-safe.
 *
 * <p>Variances are updated by Welford's method (1962), which loses no digits to large means.
 */
public final class RegressionErrors {
    private long count;
    private double meanActual;
    private double squaresActual;
    private double meanError;
    private double squaresError;
    private double absolute;
    private double squared;
    private double greatest;
    private double relative;
    private double symmetric;

    /** @throws IllegalArgumentException unless both are finite */
    public void update(double actual, double predicted) {
        double error = predicted - actual;
        if (!Double.isFinite(error)) {
            throw new IllegalArgumentException("actual and predicted must be finite, not " + actual + ", " + predicted);
        }
        count++;
        double fromMean = actual - meanActual;
        meanActual += fromMean / count;
        squaresActual += fromMean * (actual - meanActual);
        double fromMeanError = error - meanError;
        meanError += fromMeanError / count;
        squaresError += fromMeanError * (error - meanError);
        absolute += (Math.abs(error) - absolute) / count;
        squared += (error * error - squared) / count;
        greatest = Math.max(greatest, Math.abs(error));
        relative += Math.abs(error) / Math.abs(actual); // not finite from the first actual 0 on
        symmetric += error == 0 ? 0 : 2 * Math.abs(error) / (Math.abs(actual) + Math.abs(predicted));
    }

    /** How many examples were seen. */
    public long count() {
        return count;
    }

    /** MAE: mean absolute error. */
    public double meanAbsolute() {
        return ofAny(absolute);
    }

    /** MSE: mean squared error, in the squared unit. */
    public double meanSquared() {
        return ofAny(squared);
    }

    /** RMSE. */
    public double rootMeanSquared() {
        return Math.sqrt(meanSquared());
    }

    /** The greatest absolute error. */
    public double greatest() {
        return ofAny(greatest);
    }

    /** Mean error: above 0 where too much is predicted. */
    public double bias() {
        return ofAny(meanError);
    }

    /** R², at most 1: share of the labels' variance that is explained, the bias counted against it. NaN where all labels are the same. */
    public double r2() {
        return squaresActual > 0 ? 1 - squared * count / squaresActual : Double.NaN;
    }

    /** Like {@link #r2}, but a constant bias costs nothing. */
    public double explainedVariance() {
        return squaresActual > 0 ? 1 - squaresError / squaresActual : Double.NaN;
    }

    /** MAPE: mean of |error| / |actual|, as a share. NaN where a label was 0. */
    public double meanRelative() {
        double mean = relative / count;
        return Double.isFinite(mean) ? mean : Double.NaN;
    }

    /** SMAPE: mean of 2 |error| / (|actual| + |predicted|), 0 to 2; an exact prediction counts 0, of 0 too. */
    public double symmetricRelative() {
        return symmetric / count;
    }

    private double ofAny(double value) {
        return count == 0 ? Double.NaN : value;
    }
}
