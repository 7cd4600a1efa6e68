package io.millrace.statistics.drift;

import java.util.Arrays;

/**
 * Intervals into which numbers are counted: below the first edge, between two edges, above the last. Edges are in ascending order and all
 * different. Immutable.
 */
public final class Bins {
    private final double[] edges;

    private Bins(double[] edges) {
        this.edges = edges;
    }

    /**
     * Edges at the sample's quantiles, so that as many of its values fall into each bin; values that stand for more than one quantile make fewer bins.
     *
     * @param bins how many, at most; at least 1
     */
    public static Bins ofQuantiles(Sample sample, int bins) {
        double[] edges = new double[atLeastOne(bins) - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = sample.quantile((double) (i + 1) / bins);
        }
        return new Bins(Arrays.stream(edges).distinct().toArray());
    }

    /** Bins of the same width from the least to the largest value of both samples, of which one at least has values. */
    public static Bins ofEqualWidth(Sample reference, Sample current, int bins) {
        double[] outer = equalWidth(reference, current, bins);
        return new Bins(Arrays.copyOfRange(outer, 1, outer.length - 1));
    }

    /** The bins + 1 edges of those, the two outermost included. */
    static double[] equalWidth(Sample reference, Sample current, int bins) {
        double from = least(reference.min(), current.min());
        double to = -least(-reference.max(), -current.max());
        double[] edges = new double[atLeastOne(bins) + 1];
        for (int i = 0; i < bins; i++) {
            edges[i] = from + i * ((to - from) / bins);
        }
        edges[bins] = to;
        return edges;
    }

    private static double least(double a, double b) {
        return Double.isNaN(b) || a < b ? a : b;
    }

    private static int atLeastOne(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, not " + bins);
        }
        return bins;
    }

    /** A copy. */
    public double[] edges() {
        return edges.clone();
    }

    /** Counts per bin; a value on an edge counts above it. */
    public long[] countsLeftClosed(Sample sample) {
        return counts(sample, true);
    }

    /** Counts per bin; a value on an edge counts below it. */
    public long[] countsRightClosed(Sample sample) {
        return counts(sample, false);
    }

    private long[] counts(Sample sample, boolean leftClosed) {
        long[] counts = new long[edges.length + 1];
        int bin = 0;
        for (double value : sample.ascending()) {
            while (bin < edges.length && (leftClosed ? value >= edges[bin] : value > edges[bin])) {
                bin++;
            }
            counts[bin]++;
        }
        return counts;
    }
}
