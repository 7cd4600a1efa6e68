package io.millrace.statistics.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether predicted probabilities can be taken at their word: the reliability curve over bins of equal width and its errors (Naeini, Cooper,
 * Hauskrecht 2015, Obtaining Well Calibrated Probabilities Using Bayesian Binning; DeGroot and Fienberg 1983), of the positive class. NaN of no
 * examples. Not thread-safe.
 */
public final class Calibration {
    private final long[] counts;
    private final double[] probabilities;
    private final long[] positives;
    private long count;

    /**
     * A bin of the curve; only bins with examples are told.
     *
     * @param from least probability in it
     * @param count examples, at least 1
     * @param predicted their mean probability, 0 to 1
     * @param observed share of positive ones among them, 0 to 1
     */
    public record Bin(double from, long count, double predicted, double observed) {
        double gap() {
            return Math.abs(predicted - observed);
        }
    }

    /** @param bins at least 1; 10 is usual */
    public Calibration(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, not " + bins);
        }
        counts = new long[bins];
        probabilities = new double[bins];
        positives = new long[bins];
    }

    /** @param probability of being positive, 0 to 1 */
    public void update(double probability, boolean positive) {
        int bin = Math.min((int) (ProbabilityLoss.checked(probability) * counts.length), counts.length - 1);
        counts[bin]++;
        probabilities[bin] += probability;
        positives[bin] += positive ? 1 : 0;
        count++;
    }

    /** The reliability curve, in ascending order. */
    public List<Bin> curve() {
        List<Bin> curve = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                double n = counts[i];
                curve.add(new Bin((double) i / counts.length, counts[i], probabilities[i] / n, positives[i] / n));
            }
        }
        return curve;
    }

    /** ECE: mean distance of predicted and observed share over all examples, 0 to 1. */
    public double expectedError() {
        double sum = 0;
        for (Bin bin : curve()) {
            sum += bin.gap() * bin.count();
        }
        return sum / count;
    }

    /** MCE: that distance in the bin where it is greatest, 0 to 1. */
    public double greatestError() {
        return curve().stream().mapToDouble(Bin::gap).max().orElse(Double.NaN);
    }
}
