package io.millrace.statistics.drift;

import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * The largest distance between two empirical distribution functions, two-sided (Kolmogorov 1933; Smirnov 1939, Estimate of deviation between
 * empirical distribution functions in two independent samples).
 *
 * <p>Three p-values of the same statistic D, with samples of n and m values. None of them counts ties: with many, all are too large. Empty samples
 * have NaN.
 */
public final class KolmogorovSmirnov {
    /** Beyond so many values in one sample there is no exact p-value: it would take seconds, and the others are as good by then. */
    public static final int LARGEST_EXACT = 10_000;

    private static final double TERM = 1e-17;

    private final Sample reference;
    private final Sample current;
    private final double statistic;

    private KolmogorovSmirnov(Sample reference, Sample current) {
        this.reference = reference;
        this.current = current;
        statistic = EmpiricalDistance.between(reference, current).largest();
    }

    public static KolmogorovSmirnov of(Sample reference, Sample current) {
        return new KolmogorovSmirnov(reference, current);
    }

    /** D, 0 to 1. */
    public double statistic() {
        return statistic;
    }

    /** By the law of one sample of nm / (n + m) values, rounded: better than the limit where samples are small. */
    public double asymptotic() {
        if (Math.min(reference.size(), current.size()) > 1) {
            return byLibrary(PValueMethod.ASYMPTOTIC);
        }
        return Math.min(1, 2 * (1 - statistic)); // the law of one value
    }

    /** By the limit law of Kolmogorov, Q(√(nm / (n + m)) D): what most libraries give. */
    public double limit() {
        double n = reference.size();
        double m = current.size();
        return kolmogorov(Math.sqrt(n * m / (n + m)) * statistic);
    }

    /** Counted over all orders the values could have come in. NaN beyond {@link #LARGEST_EXACT}. */
    public double exact() {
        int fewer = Math.min(reference.size(), current.size());
        int more = Math.max(reference.size(), current.size());
        if (fewer == 0 || more > LARGEST_EXACT) {
            return Double.NaN;
        }
        return fewer > 1 ? byLibrary(PValueMethod.EXACT) : exactOfOne(more);
    }

    /** The single value takes each of the n + 1 places among the others with the same probability. */
    private double exactOfOne(int others) {
        int asFar = 0;
        for (int below = 0; below <= others; below++) {
            asFar += (double) Math.max(below, others - below) / others >= statistic - 1e-12 ? 1 : 0;
        }
        return (double) asFar / (others + 1);
    }

    private double byLibrary(PValueMethod method) {
        return KolmogorovSmirnovTest.withDefaults()
                .with(method)
                .test(reference.ascending(), current.ascending())
                .getPValue();
    }

    /** Q(x) = 2 Σ (-1)^(k-1) exp(-2k²x²); below 1 by the theta function's other series, which converges there. */
    static double kolmogorov(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x < 0.04) {
            return 1; // to the last digit
        }
        return x < 1 ? 1 - lowerSeries(x) : upperSeries(x);
    }

    private static double lowerSeries(double x) {
        double sum = 0;
        double term = 1;
        for (int k = 1; term > TERM; k += 2) {
            term = Math.exp(-k * k * Math.PI * Math.PI / (8 * x * x));
            sum += term;
        }
        return Math.sqrt(2 * Math.PI) / x * sum;
    }

    private static double upperSeries(double x) {
        double sum = 0;
        double first = Math.exp(-2 * x * x);
        double term = first;
        for (int k = 1; term > TERM * first; k++) {
            term = Math.exp(-2.0 * k * k * x * x);
            sum += k % 2 == 1 ? term : -term;
        }
        return 2 * sum;
    }
}
