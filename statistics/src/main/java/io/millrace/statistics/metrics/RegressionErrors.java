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

    /**
     * All that is known, exactly: errors that are restored from it go on to the same bit.
     *
     * @param count examples
     * @param meanActual mean of the labels
     * @param squaresActual sum of their squared distances from it
     * @param meanError mean of the errors
     * @param squaresError sum of their squared distances from it
     * @param absolute mean absolute error
     * @param squared mean squared error
     * @param greatest greatest absolute error
     * @param relative sum of |error| / |actual|
     * @param symmetric sum of 2 |error| / (|actual| + |predicted|)
     */
    public record State(
            long count,
            double meanActual,
            double squaresActual,
            double meanError,
            double squaresError,
            double absolute,
            double squared,
            double greatest,
            double relative,
            double symmetric) {}

    public State state() {
        return new State(
                count,
                meanActual,
                squaresActual,
                meanError,
                squaresError,
                absolute,
                squared,
                greatest,
                relative,
                symmetric);
    }

    /**
     * Adds the errors of another part of the stream, by the pairwise update of Chan, Golub and LeVeque (1979): the same as if this had seen them, but for
     * rounding.
     */
    public void add(State other) {
        if (other.count() == 0) {
            return;
        }
        double all = (double) count + other.count();
        double share = other.count() / all;
        double between = count * share;
        double apart = other.meanActual() - meanActual;
        squaresActual += other.squaresActual() + apart * apart * between;
        meanActual += apart * share;
        double apartError = other.meanError() - meanError;
        squaresError += other.squaresError() + apartError * apartError * between;
        meanError += apartError * share;
        absolute += (other.absolute() - absolute) * share;
        squared += (other.squared() - squared) * share;
        greatest = Math.max(greatest, other.greatest());
        relative += other.relative();
        symmetric += other.symmetric();
        count += other.count();
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

    /** RMSE of who always answers the mean of the labels: their standard deviation. */
    public double ofMean() {
        return ofAny(Math.sqrt(squaresActual / count));
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
