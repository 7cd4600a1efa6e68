package io.millrace.statistics.drift;

/**
 * The two-sample test of Cramér and von Mises (Anderson 1962, On the Distribution of the Two-Sample Cramér-von Mises Criterion): the squared distance
 * between two empirical distribution functions, summed over all values. Ties get their mean rank. A sample of fewer than 2 has NaN.
 */
public final class CramerVonMises {
    private static final double LAST_TERM = 1e-7;
    private static final double STEP = 1.0 / 16;

    private CramerVonMises() {}

    /**
     * T and its p-value by the limit law. The law's series is summed until a term falls below 1e-7, as in SciPy: a p-value below about 1e-7 is an upper
     * bound.
     */
    public static Tested test(Sample reference, Sample current) {
        double n = reference.size();
        double m = current.size();
        if (n < 2 || m < 2) {
            return Tested.UNDEFINED;
        }
        double all = n + m;
        double statistic =
                rankDistance(reference.ascending(), current.ascending()) / (n * m * all) - (4 * n * m - 1) / (6 * all);
        // Anderson's mean and variance of T, brought to those of the limit: 1/6 and 1/45
        double mean = (1 + 1 / all) / 6;
        double variance =
                (all + 1) * (4 * n * m * all - 3 * (n * n + m * m) - 2 * n * m) / (45 * all * all * 4 * n * m);
        double scaled = 1.0 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
        return new Tested(statistic, scaled < 0.003 ? 1 : Math.max(0, 1 - limitLaw(scaled)));
    }

    /** U = n Σ (r_i - i)² + m Σ (s_j - j)², with the ranks r and s of both samples among all values. */
    private static double rankDistance(double[] x, double[] y) {
        double ofX = 0;
        double ofY = 0;
        int i = 0;
        int j = 0;
        while (i < x.length || j < y.length) {
            double value = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            int xEnd = endOfTie(x, i, value);
            int yEnd = endOfTie(y, j, value);
            double rank = (i + j + xEnd + yEnd + 1) / 2.0;
            for (; i < xEnd; i++) {
                ofX += (rank - (i + 1)) * (rank - (i + 1));
            }
            for (; j < yEnd; j++) {
                ofY += (rank - (j + 1)) * (rank - (j + 1));
            }
        }
        return x.length * ofX + y.length * ofY;
    }

    private static int endOfTie(double[] ascending, int from, double value) {
        int end = from;
        while (end < ascending.length && ascending[end] == value) {
            end++;
        }
        return end;
    }

    /** P(limit ≤ x), eq. 1.3 of Csörgő and Faraway 1996, The Exact and Asymptotic Distributions of Cramér-von Mises Statistics. */
    static double limitLaw(double x) {
        double sum = 0;
        double term = 1;
        double gammas = Math.sqrt(Math.PI); // Γ(k + 1/2) / k!
        for (int k = 0; term >= LAST_TERM; k++) {
            double y = 4 * k + 1;
            double q = y * y / (16 * x);
            term = gammas / (Math.pow(Math.PI, 1.5) * Math.sqrt(x)) * Math.sqrt(y) * scaledBessel(q);
            sum += term;
            gammas *= (k + 0.5) / (k + 1);
        }
        return sum;
    }

    /**
     * exp(-q) K_¼(q), K the modified Bessel function of the second kind, as ∫ exp(-q (1 + cosh t)) cosh(t/4) dt from 0 on: the trapezoid rule is
     * exact to the last digits for what falls so fast.
     */
    static double scaledBessel(double q) {
        double sum = 0.5 * Math.exp(-2 * q);
        double value = 1;
        for (int i = 1; value > 0; i++) {
            double t = i * STEP;
            value = Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
            sum += value;
        }
        return sum * STEP;
    }
}
