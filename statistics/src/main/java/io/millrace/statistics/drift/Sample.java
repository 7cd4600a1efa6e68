package io.millrace.statistics.drift;

import java.util.Arrays;

/**
 * The numbers of a column, in ascending order, as the two-sample tests want them. What is not finite, or beyond ±1e150 so that its square would leave
 * the range of a double, is missing: counted, and left out of all else. Of no values every figure is NaN. Immutable.
 */
public final class Sample {
    /** In size: what is larger counts as missing. */
    static final double LARGEST = 1e150;

    private final double[] ascending;
    private final int missing;
    private final double mean;
    private final double variance;

    private Sample(double[] ascending, int missing) {
        this.ascending = ascending;
        this.missing = missing;
        double mean = 0;
        double squares = 0;
        for (int i = 0;
                i < ascending.length;
                i++) { // Welford 1962: exact for equal values, no digits lost to a large mean
            double distance = ascending[i] - mean;
            mean += distance / (i + 1);
            squares += distance * (ascending[i] - mean);
        }
        this.mean = ascending.length == 0 ? Double.NaN : mean;
        this.variance = ascending.length < 2 ? Double.NaN : squares / (ascending.length - 1);
    }

    public static Sample of(double... values) {
        double[] kept = Arrays.stream(values)
                .filter(value -> Math.abs(value) <= LARGEST)
                .toArray();
        for (int i = 0; i < kept.length; i++) {
            kept[i] += 0.0; // there is one zero
        }
        Arrays.sort(kept);
        return new Sample(kept, values.length - kept.length);
    }

    /** How many values there are, the missing ones not counted. */
    public int size() {
        return ascending.length;
    }

    public int missing() {
        return missing;
    }

    /** Share of the missing among all, 0 to 1. */
    public double missingRate() {
        return (double) missing / (missing + size());
    }

    public double mean() {
        return mean;
    }

    /** Of what the sample was drawn from: squares divided by n - 1. NaN of fewer than 2. */
    public double variance() {
        return variance;
    }

    public double min() {
        return quantile(0);
    }

    public double max() {
        return quantile(1);
    }

    /** Whether there are values and all are the same. */
    public boolean isConstant() {
        return size() > 0 && min() == max();
    }

    /**
     * Linear between the two nearest values: type 7 of Hyndman and Fan 1996, Sample Quantiles in Statistical Packages.
     *
     * @param share 0 to 1
     */
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be between 0 and 1, not " + share);
        }
        if (size() == 0) {
            return Double.NaN;
        }
        double position = share * (size() - 1);
        int below = (int) position;
        double part = position - below;
        double low = ascending[below];
        double high = ascending[Math.min(below + 1, size() - 1)];
        // from the nearer end, so that between equal values there is nothing but that value
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
    }

    /** Not a copy. */
    double[] ascending() {
        return ascending;
    }
}
