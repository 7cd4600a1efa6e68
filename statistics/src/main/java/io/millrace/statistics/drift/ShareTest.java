package io.millrace.statistics.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the shares of the classes in a window differ from those of a reference sample: Pearson's chi-square test of
 * homogeneity on the 2 × classes table (Pearson 1900; Cochran 1952).
 *
 * <p>The reference is a sample too: its size counts, so that a reference of a few hundred does not alarm by its own noise. Classes
 * with an expected count below 5 in either sample are taken together, as the approximation wants (Cochran 1954). Immutable.
 */
public final class ShareTest {
    private static final double LEAST_EXPECTED = 5;

    private final double[] shares;
    private final double sampleSize;

    /**
     * What a window showed.
     *
     * @param statistic chi-square, 0 or more
     * @param degreesOfFreedom 0 where there was nothing to compare
     * @param pValue probability of such a difference, or a larger one, where nothing has changed
     */
    public record Result(double statistic, int degreesOfFreedom, double pValue) {
        /** The result of a window in which nothing can be seen: empty, or everything in one class as in the reference. */
        static final Result NOTHING_SEEN = new Result(0, 0, 1);
    }

    private ShareTest(double[] shares, double sampleSize) {
        this.shares = shares;
        this.sampleSize = sampleSize;
    }

    /**
     * @param shares share of each class in the reference; not negative, not all zero; they are scaled to add up to 1
     * @param sampleSize how many examples those shares were counted on, at least 1
     */
    public static ShareTest against(double[] shares, long sampleSize) {
        if (sampleSize < 1) {
            throw new IllegalArgumentException("sampleSize must be at least 1, not " + sampleSize);
        }
        double sum = 0;
        for (double share : shares) {
            if (!(share >= 0) || Double.isInfinite(share)) {
                throw new IllegalArgumentException("a share must not be negative, and must be finite: " + share);
            }
            sum += share;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("one share at least must be above 0");
        }
        double[] scaled = shares.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= sum;
        }
        return new ShareTest(scaled, (double) sampleSize);
    }

    /** @param counts how often each class stands in the window, in the order of the reference */
    public Result test(long[] counts) {
        if (counts.length != shares.length) {
            throw new IllegalArgumentException(
                    "the reference has " + shares.length + " classes, the window " + counts.length);
        }
        double window = 0;
        for (long count : counts) {
            window += count;
        }
        return window == 0 ? Result.NOTHING_SEEN : compare(counts, window);
    }

    private Result compare(long[] counts, double window) {
        Table table = new Table(sampleSize, window);
        double rareReference = 0;
        double rareWindow = 0;
        for (int i = 0; i < counts.length; i++) {
            double reference = shares[i] * sampleSize;
            if (table.leastExpected(reference + counts[i]) < LEAST_EXPECTED) {
                rareReference += reference;
                rareWindow += counts[i];
            } else {
                table.add(reference, (double) counts[i]);
            }
        }
        table.add(rareReference, rareWindow);
        return table.result();
    }

    /** The 2 × cells table: adds up chi-square cell by cell. */
    private static final class Table {
        private final double referenceShare;
        private double statistic;
        private int cells;

        Table(double reference, double window) {
            referenceShare = reference / (reference + window);
        }

        /** The smaller one of the two counts that a cell of so many would have if nothing had changed. */
        double leastExpected(double both) {
            return both * Math.min(referenceShare, 1 - referenceShare);
        }

        void add(double reference, double window) {
            double both = reference + window;
            if (both > 0) {
                double deviation = reference - both * referenceShare; // the window deviates by the same, the other way
                statistic += deviation * deviation / (both * referenceShare * (1 - referenceShare));
                cells++;
            }
        }

        Result result() {
            return cells < 2
                    ? Result.NOTHING_SEEN
                    : new Result(
                            statistic,
                            cells - 1,
                            ChiSquaredDistribution.of(cells - 1).survivalProbability(statistic));
        }
    }
}
