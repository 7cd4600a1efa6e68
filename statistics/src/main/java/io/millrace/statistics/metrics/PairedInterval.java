package io.millrace.statistics.metrics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Between what bounds the mean difference of two models' losses lies, by what they lost on the same examples in the order in which they came: Student's t on the means of batches of
 * neighbours. What one example says the next one often says again (an hour like the one before, customers of the same morning), so that differences by themselves would seem to
 * tell more than they do; means of long enough batches are nearly independent, whatever their distribution. Where neighbours differ more than batches do, the differences themselves are
 * taken: the interval is never shorter than Student's own. For one look only.
 *
 * <p>Source: Student 1908, The Probable Error of a Mean; Dietterich 1998, Approximate Statistical Tests for Comparing Supervised Classification Learning
 * Algorithms, on why pairs; Schmeiser 1982, Batch Size Effects in the Analysis of Simulation Output, on why few batches.
 *
 * @param mean of the first's loss less the second's
 */
public record PairedInterval(double mean, double low, double high) {
    /** More say little more of how far means scatter, and are shorter. */
    private static final int LEAST_BATCHES = 10;

    /**
     * @param first loss on each example, in their order
     * @param second loss of the other model on the same
     * @param errorRate probability of the mean being outside, above 0 and below 1
     * @return without bounds where there are fewer than two examples
     */
    public static PairedInterval of(double[] first, double[] second, double errorRate) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " losses cannot be paired with " + second.length);
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        double mean = mean(differences, 0, differences.length);
        if (differences.length < 2) {
            return new PairedInterval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        int batches = Math.min(differences.length, Math.max(LEAST_BATCHES, (int) Math.sqrt(differences.length)));
        double reach = Math.max(
                reach(differences, mean, batches, errorRate), reach(differences, mean, differences.length, errorRate));
        return new PairedInterval(mean, mean - reach, mean + reach);
    }

    /** By how far the means of so many batches of neighbours scatter around that of all. */
    private static double reach(double[] differences, double mean, int batches, double errorRate) {
        double squares = 0;
        for (int i = 0; i < batches; i++) {
            int from = (int) ((long) differences.length * i / batches);
            int to = (int) ((long) differences.length * (i + 1) / batches);
            double apart = mean(differences, from, to) - mean;
            squares += apart * apart * (to - from);
        }
        int freedom = batches - 1;
        return -TDistribution.of(freedom).inverseCumulativeProbability(errorRate / 2)
                * Math.sqrt(squares / freedom / differences.length);
    }

    private static double mean(double[] differences, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += differences[i];
        }
        return sum / (to - from);
    }
}
