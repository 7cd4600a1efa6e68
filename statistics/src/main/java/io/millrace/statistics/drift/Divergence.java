package io.millrace.statistics.drift;

import java.util.function.DoubleBinaryOperator;

/**
 * How far two distributions over the same cells are apart: p, the reference's shares, and q, the current ones. All are 0 where they are the same and
 * NaN where one side has no values. Immutable.
 *
 * <p>Logarithms want no empty cells: {@link #psi} and the two Kullback-Leibler divergences replace a share below {@link #FLOOR} by it. The others
 * take shares as they are.
 */
public final class Divergence {
    /** Least share under a logarithm. */
    public static final double FLOOR = 1e-4;

    private final double[] p;
    private final double[] q;

    private Divergence(double[] p, double[] q) {
        this.p = p;
        this.q = q;
    }

    /** @param current counts of the same cells, in the same order */
    public static Divergence between(long[] reference, long[] current) {
        if (reference.length != current.length) {
            throw new IllegalArgumentException(
                    "the reference has " + reference.length + " cells, the current sample " + current.length);
        }
        return new Divergence(shares(reference), shares(current));
    }

    private static double[] shares(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        double[] shares = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            shares[i] = counts[i] / sum;
        }
        return shares;
    }

    /** Population stability index, Σ (q - p) ln(q / p), 0 or more (Siddiqi 2006, Credit Risk Scorecards; Jeffreys 1946). */
    public double psi() {
        return floored((a, b) -> (b - a) * Math.log(b / a));
    }

    /** Σ p ln(p / q), in nats (Kullback and Leibler 1951, On Information and Sufficiency). */
    public double kullbackLeibler() {
        return floored((a, b) -> a * Math.log(a / b));
    }

    /** Σ q ln(q / p), in nats. */
    public double kullbackLeiblerReversed() {
        return floored((a, b) -> b * Math.log(b / a));
    }

    /** Mean divergence of both from their mean, in bits, 0 to 1 (Lin 1991, Divergence Measures Based on the Shannon Entropy). */
    public double jensenShannon() {
        return Math.max(0, sum((a, b) -> (fromMean(a, b) + fromMean(b, a)) / 2) / Math.log(2));
    }

    /** Square root of {@link #jensenShannon}, a metric, 0 to 1 (Endres and Schindelin 2003). */
    public double jensenShannonDistance() {
        return Math.sqrt(jensenShannon());
    }

    /** √(½ Σ (√p - √q)²), 0 to 1 (Hellinger 1909). */
    public double hellinger() {
        return Math.sqrt(sum((a, b) -> Math.pow(Math.sqrt(a) - Math.sqrt(b), 2)) / 2);
    }

    /** ½ Σ |p - q|, 0 to 1: the share that would have to move. */
    public double totalVariation() {
        return sum((a, b) -> Math.abs(a - b)) / 2;
    }

    /** max |p - q|, 0 to 1. */
    public double largest() {
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, Math.abs(p[i] - q[i]));
        }
        return largest;
    }

    private static double fromMean(double a, double b) {
        return a == 0 ? 0 : a * Math.log(2 * a / (a + b));
    }

    private double floored(DoubleBinaryOperator term) {
        return sum((a, b) -> term.applyAsDouble(Math.max(a, FLOOR), Math.max(b, FLOOR)));
    }

    private double sum(DoubleBinaryOperator term) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += term.applyAsDouble(p[i], q[i]);
        }
        return sum;
    }
}
