package io.millrace.statistics.metrics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Between what bounds the mean difference of two models' losses lies, by what they lost on the same examples: Student's t on the differences, which is
 * right for many examples whatever their distribution. For one look only.
 *
 * <p>Source: Student 1908, The Probable Error of a Mean; Dietterich 1998, Approximate Statistical Tests for Comparing Supervised Classification Learning
 * Algorithms, on why pairs.
 *
 * @param mean of the first's loss less the second's
 */
public record PairedInterval(double mean, double low, double high) {

    /**
     * @param first loss on each example
     * @param second loss of the other model on the same
     * @param errorRate probability of the mean being outside, above 0 and below 1
     * @return without bounds where there are fewer than two examples
     */
    public static PairedInterval of(double[] first, double[] second, double errorRate) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " losses cannot be paired with " + second.length);
        }
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < first.length; i++) { // Welford's sums
            double apart = first[i] - second[i] - mean;
            mean += apart / (i + 1);
            squares += apart * (first[i] - second[i] - mean);
        }
        if (first.length < 2) {
            return new PairedInterval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        int freedom = first.length - 1;
        double reach = -TDistribution.of(freedom).inverseCumulativeProbability(errorRate / 2)
                * Math.sqrt(squares / freedom / first.length);
        return new PairedInterval(mean, mean - reach, mean + reach);
    }
}
