package io.millrace.statistics.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Tests all columns of a window against a reference at once: the window alarms where the smallest of their p-values is below a threshold, which is such that
 * a window in which nothing has changed alarms with a stated probability. So the expected number of windows between two false alarms is one by that probability,
 * however many columns there are and however they depend on each other.
 *
 * <p>A column's p-value is that of Pearson's chi-square of two samples over its kinds ({@link Homogeneity}), so that the noise of the reference counts like that of the window. The threshold comes from the null:
 * windows of rows drawn from the reference with replacement, all columns of a row together (Westfall and Young, "Resampling-based multiple testing", 1993). Where
 * the stated probability is too small for the number of windows drawn, the threshold is read further up and scaled down, as p-values are uniform near 0.
 *
 * <p>Kinds that the reference does not have are looked for by themselves as well, by {@link RareShare}: what never stood in a column, a constant one included, is found at a few rows.
 * How many rows of such kinds are to be expected say those that the reference has once (Good, "The population frequencies of species and the estimation of population parameters",
 * 1953): a column of many rare categories always shows some that are new. Immutable.
 */
public final class ColumnFamily {
    private static final int MOST_WINDOWS = 4_000;
    private static final int LEAST_WINDOWS = 1_000;

    /** As many values are drawn, or nearly: half a second or so. */
    private static final long MOST_DRAWN = 200_000_000;

    /** This share of the windows at least lies below the point at which the threshold is read. */
    private static final double LEAST_BELOW = 0.02;

    private final long[][] reference;
    private final int window;
    private final double threshold;

    private ColumnFamily(long[][] reference, int window, double threshold) {
        this.reference = reference;
        this.window = window;
        this.threshold = threshold;
    }

    /**
     * What a window showed.
     *
     * @param pValues by column; 1 where there is nothing to compare
     * @param smallest of them
     * @param alarm whether the smallest is at or below the threshold
     */
    public record Finding(double[] pValues, double smallest, boolean alarm) {}

    /**
     * Takes about half a second for 50 columns and windows of 1,000 rows.
     *
     * @param reference rows of kinds by column, {@link ReferenceColumn#MISSING} for none; at least one
     * @param kinds how many each column has; at most 127
     * @param window rows of a window
     * @param falseAlarms probability that a window alarms in which nothing has changed
     * @param random of the windows that are drawn
     */
    public static ColumnFamily calibrated(
            byte[][] reference, int[] kinds, int window, double falseAlarms, RandomGenerator random) {
        check(reference.length > 0, "there must be a reference");
        check(falseAlarms > 0 && falseAlarms < 1, "falseAlarms must be between 0 and 1, not " + falseAlarms);
        long[][] counts = counts(reference, kinds);
        Cells[] cells = cells(counts, window);
        return of(counts, window, threshold(drawn(reference, cells, window, random), falseAlarms));
    }

    /**
     * One that was calibrated before.
     *
     * @param reference how often each kind stands in the reference, by column
     * @param window rows of the windows it was calibrated for
     * @param threshold p-value at or below which a column alarms
     */
    public static ColumnFamily of(long[][] reference, int window, double threshold) {
        check(window >= 1, "a window has at least one row");
        check(threshold >= 0 && threshold <= 1, "threshold must be between 0 and 1, not " + threshold);
        return new ColumnFamily(Arrays.stream(reference).map(long[]::clone).toArray(long[][]::new), window, threshold);
    }

    /**
     * How often each kind stands in rows.
     *
     * @param rows of kinds by column, {@link ReferenceColumn#MISSING} for none
     * @param kinds how many each column has
     */
    public static long[][] counts(byte[][] rows, int[] kinds) {
        long[][] counts = new long[kinds.length][];
        Arrays.setAll(counts, column -> new long[kinds[column]]);
        for (byte[] row : rows) {
            for (int column = 0; column < kinds.length; column++) {
                if (row[column] >= 0) {
                    counts[column][row[column]]++;
                }
            }
        }
        return counts;
    }

    private static void check(boolean possible, String message) {
        if (!possible) {
            throw new IllegalArgumentException(message);
        }
    }

    private static Cells[] cells(long[][] counts, int window) {
        return Arrays.stream(counts).map(column -> Cells.of(column, window)).toArray(Cells[]::new);
    }

    /** The smallest p-value of each drawn window, ascending. Hot: hundreds of millions of cells are counted, in flat arrays. */
    private static double[] drawn(byte[][] reference, Cells[] cells, int window, RandomGenerator random) {
        byte[] celled = celled(reference, cells);
        int[] starts = starts(cells);
        long fitting = MOST_DRAWN / ((long) window * Math.max(1, cells.length));
        double[] smallest = new double[(int) Math.min(MOST_WINDOWS, Math.max(LEAST_WINDOWS, fitting))];
        int[] counts = new int[starts[cells.length]];
        for (int i = 0; i < smallest.length; i++) {
            Arrays.fill(counts, 0);
            for (int row = 0; row < window; row++) {
                int from = random.nextInt(reference.length) * cells.length;
                for (int column = 0; column < cells.length; column++) {
                    counts[starts[column] + celled[from + column]]++;
                }
            }
            smallest[i] = smallest(cells, starts, counts);
        }
        Arrays.sort(smallest);
        return smallest;
    }

    /** Where the counts of each column begin when all stand in one row; behind those of its cells is that of what is missing, which nobody looks at. */
    private static int[] starts(Cells[] cells) {
        int[] starts = new int[cells.length + 1];
        for (int column = 0; column < cells.length; column++) {
            starts[column + 1] = starts[column] + cells[column].size() + 1;
        }
        return starts;
    }

    private static byte[] celled(byte[][] reference, Cells[] cells) {
        byte[] celled = new byte[Math.multiplyExact(reference.length, cells.length)];
        int at = 0;
        for (byte[] row : reference) {
            for (int column = 0; column < cells.length; column++) {
                int cell = cells[column].cell(row[column]);
                celled[at++] = (byte) (cell < 0 ? cells[column].size() : cell);
            }
        }
        return celled;
    }

    /** By the largest statistic of each number of degrees of freedom: a p-value is dear. */
    private static double smallest(Cells[] cells, int[] starts, int[] counts) {
        double[] largest = new double[Byte.MAX_VALUE + 1];
        for (int column = 0; column < cells.length; column++) {
            int freedom = cells[column].size() - 1;
            largest[freedom] = Math.max(largest[freedom], cells[column].statistic(counts, starts[column]));
        }
        double smallest = 1;
        for (int freedom = 1; freedom < largest.length; freedom++) {
            if (largest[freedom] > 0) {
                smallest = Math.min(smallest, pValue(largest[freedom], freedom));
            }
        }
        return smallest;
    }

    private static double threshold(double[] smallest, double falseAlarms) {
        double share = Math.max(falseAlarms, LEAST_BELOW);
        int below = Math.max(1, (int) (share * smallest.length));
        return smallest[below - 1] * falseAlarms / share;
    }

    private static double pValue(double statistic, int freedom) {
        return ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
    }

    /** P-value at or below which a column alarms. */
    public double threshold() {
        return threshold;
    }

    /** Rows of a window. */
    public int window() {
        return window;
    }

    /** How often each kind stands in the reference, by column; a copy. */
    public long[][] reference() {
        return Arrays.stream(reference).map(long[]::clone).toArray(long[][]::new);
    }

    /**
     * Compares a window with the reference.
     *
     * @param window how often each kind stands in it, by column; of as many rows as it was calibrated for, or nearly: with fewer the false alarms are still about
     *     those that were stated, as the threshold is one of p-values
     */
    public Finding test(long[][] window) {
        double[] pValues = new double[reference.length];
        double smallest = 1;
        for (int column = 0; column < pValues.length; column++) {
            pValues[column] = pValue(reference[column], window[column]);
            smallest = Math.min(smallest, pValues[column]);
        }
        return new Finding(pValues, smallest, smallest <= threshold);
    }

    private static double pValue(long[] before, long[] now) {
        double rowsBefore = Arrays.stream(before).sum();
        long rows = Arrays.stream(now).sum();
        if (rowsBefore == 0 || rows == 0) {
            return 1;
        }
        Cells cells = Cells.of(before, rows);
        Homogeneity others = Homogeneity.of(cells.gather(before), cells.gather(now));
        double pValue = others.isDefined() ? others.chiSquare().pValue() : 1;
        return Math.min(pValue, newKinds(before, now, (long) rowsBefore, rows));
    }

    private static double newKinds(long[] before, long[] now, long rowsBefore, long rows) {
        long those = 0;
        long once = 0;
        for (int kind = 0; kind < before.length; kind++) {
            those += before[kind] == 0 ? now[kind] : 0;
            once += before[kind] == 1 ? 1 : 0;
        }
        return RareShare.of(once, rowsBefore).pValue(those, rows);
    }

    /**
     * The kinds of a column, the rare ones together, so that each cell expects at least 5 rows of a window (Cochran 1954).
     *
     * @param cellOf by kind; the last one is where kinds go that the reference does not have
     * @param shares by cell
     */
    private record Cells(int[] cellOf, double[] shares) {
        private static final double LEAST_EXPECTED = 5;

        static Cells of(long[] counts, double window) {
            int kinds = counts.length;
            double total = Arrays.stream(counts).sum();
            int[] rarestFirst = IntStream.range(0, kinds)
                    .boxed()
                    .sorted(Comparator.comparingLong(kind -> counts[kind]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] cellOf = new int[kinds + 1];
            double[] shares = new double[kinds];
            int cell = 0;
            for (int i = 0; i < kinds; i++) {
                if (i > 0 && shares[cell] * window >= LEAST_EXPECTED) {
                    cell++;
                }
                cellOf[rarestFirst[i]] = cell;
                shares[cell] += total == 0 ? 0 : counts[rarestFirst[i]] / total;
            }
            return new Cells(cellOf, Arrays.copyOf(shares, cell + 1));
        }

        long[] gather(long[] kinds) {
            long[] counts = new long[size()];
            for (int kind = 0; kind < kinds.length; kind++) {
                counts[cellOf[kind]] += kinds[kind];
            }
            return counts;
        }

        int size() {
            return shares.length;
        }

        int cell(byte kind) {
            return kind < 0 ? ReferenceColumn.MISSING : cellOf[Math.min(kind, cellOf.length - 1)];
        }

        /**
         * Of a sample of the reference, whose shares are the truth then.
         *
         * @param from where its counts begin
         */
        double statistic(int[] counts, int from) {
            double n = 0;
            for (int cell = 0; cell < shares.length; cell++) {
                n += counts[from + cell];
            }
            double statistic = 0;
            for (int cell = 0; cell < shares.length && n > 0; cell++) {
                double expected = n * shares[cell];
                double deviation = counts[from + cell] - expected;
                statistic += expected > 0 ? deviation * deviation / expected : 0;
            }
            return statistic;
        }
    }
}
