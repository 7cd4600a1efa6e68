package io.millrace.statistics.profiles;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * The numbers of several profiles as their sketches retain them, each with its weight. Of the same profiles the same to the bit,
 * whoever reads them, which a merged sketch is not: it draws lots. Immutable and thread-safe.
 */
public final class WeightedNumbers {
    private final double[] numbers;

    /** Of each number and all before it. */
    private final long[] weights;

    /** @param weighted each a number and its weight, which is whole */
    private WeightedNumbers(double[][] weighted) {
        Arrays.sort(weighted, Comparator.comparingDouble(number -> number[0]));
        numbers = new double[weighted.length];
        weights = new long[weighted.length];
        long before = 0;
        for (int i = 0; i < weighted.length; i++) {
            numbers[i] = weighted[i][0];
            weights[i] = before += (long) weighted[i][1];
        }
    }

    /** Rank errors do not add up: that of a quantile is at most {@link Profile#RANK_ERROR}. */
    public static WeightedNumbers of(Collection<Profile> profiles) {
        return new WeightedNumbers(profiles.stream().flatMap(Profile::retained).toArray(double[][]::new));
    }

    /**
     * The smallest number that at least that share of the numbers does not exceed.
     *
     * @param share from 0 to 1
     * @return NaN where there are no numbers
     */
    public double quantile(double share) {
        if (numbers.length == 0) {
            return Double.NaN;
        }
        double wanted = share * weights[weights.length - 1];
        int low = 0;
        int high = numbers.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weights[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return numbers[low];
    }

    /**
     * The median of the numbers' distances from their median (Hampel, "The influence curve and its role in robust estimation",
     * 1974); 1.4826 of it are the standard deviation of a normal distribution. NaN where there are no numbers.
     */
    public double medianAbsoluteDeviation() {
        double median = quantile(0.5);
        double[][] distances = new double[numbers.length][];
        for (int i = 0; i < distances.length; i++) {
            long weight = i == 0 ? weights[0] : weights[i] - weights[i - 1];
            distances[i] = new double[] {Math.abs(numbers[i] - median), weight};
        }
        return new WeightedNumbers(distances).quantile(0.5);
    }
}
