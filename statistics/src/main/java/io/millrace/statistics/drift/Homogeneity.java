package io.millrace.statistics.drift;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.GTest;
import org.apache.commons.statistics.inference.SignificanceResult;

/**
 * Whether two samples have the same shares of categories: tests on the 2 × categories table of counts. Categories that are in neither sample do
 * not count. With one category, or an empty sample, nothing can be compared: every figure is NaN. Immutable.
 *
 * <p>All categories are tested as they are; {@link ColumnFamily} takes rare ones together.
 */
public final class Homogeneity {
    private static final int LARGEST_EXACT = 1_000_000;

    private final long[][] table;
    private final double reference;
    private final double current;

    private Homogeneity(long[][] table) {
        this.table = table;
        reference = sum(table[0]);
        current = sum(table[1]);
    }

    /** @param current counts of the same categories, in the same order */
    public static Homogeneity of(long[] reference, long[] current) {
        if (reference.length != current.length) {
            throw new IllegalArgumentException(
                    "the reference has " + reference.length + " categories, the current sample " + current.length);
        }
        int seen = 0;
        long[][] table = new long[2][reference.length];
        for (int i = 0; i < reference.length; i++) {
            if (reference[i] + current[i] > 0) {
                table[0][seen] = reference[i];
                table[1][seen++] = current[i];
            }
        }
        return new Homogeneity(new long[][] {Arrays.copyOf(table[0], seen), Arrays.copyOf(table[1], seen)});
    }

    /** Whether there is anything to compare: values in both samples, and two categories. */
    public boolean isDefined() {
        return reference > 0 && current > 0 && categories() > 1;
    }

    private int categories() {
        return table[0].length;
    }

    /** 0 where nothing can be compared. */
    public int degreesOfFreedom() {
        return Math.max(0, categories() - 1);
    }

    /** Pearson's chi-square, without a continuity correction (Pearson 1900). */
    public Tested chiSquare() {
        return isDefined() ? tested(ChiSquareTest.withDefaults().test(table)) : Tested.UNDEFINED;
    }

    /** The likelihood ratio (Wilks 1938; Woolf 1957; Sokal and Rohlf 1981). */
    public Tested likelihoodRatio() {
        return isDefined() ? tested(GTest.withDefaults().test(table)) : Tested.UNDEFINED;
    }

    /** Chi-square with a continuity correction of at most one half (Yates 1934); of two categories only. */
    public Tested yates() {
        if (!isDefined() || categories() != 2) {
            return Tested.UNDEFINED;
        }
        double statistic = 0;
        for (int i = 0; i < 2; i++) {
            for (int row = 0; row < 2; row++) {
                double expected = expected(row, i);
                double distance = Math.abs(table[row][i] - expected);
                statistic += Math.pow(distance - Math.min(0.5, distance), 2) / expected;
            }
        }
        return new Tested(statistic, ChiSquaredDistribution.of(1).survivalProbability(statistic));
    }

    /** P-value of Fisher's exact test, two-sided (Fisher 1934); of two categories and a million values in all only, else NaN. */
    public double fisher() {
        if (!isDefined() || categories() != 2 || reference + current > LARGEST_EXACT) {
            return Double.NaN;
        }
        int[][] small = {
            {(int) table[0][0], (int) table[0][1]},
            {(int) table[1][0], (int) table[1][1]}
        };
        return FisherExactTest.withDefaults().test(small).getPValue();
    }

    /** The least count to expect in a cell where nothing has changed: from 5 on chi-square's p-value holds (Cochran 1954). */
    public double leastExpected() {
        double least = Double.NaN;
        for (int i = 0; isDefined() && i < categories(); i++) {
            double smaller = Math.min(expected(0, i), expected(1, i));
            least = smaller >= least ? least : smaller;
        }
        return least;
    }

    /** √(χ² / n), 0 to 1: how strong the difference is, whatever the number of values (Cramér 1946, Mathematical Methods of Statistics). */
    public double cramersV() {
        return Math.sqrt(chiSquare().statistic() / (reference + current));
    }

    private double expected(int row, int category) {
        double ofCategory = (double) table[0][category] + table[1][category];
        return ofCategory * (row == 0 ? reference : current) / (reference + current);
    }

    private static Tested tested(SignificanceResult result) {
        return new Tested(result.getStatistic(), result.getPValue());
    }

    private static double sum(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
