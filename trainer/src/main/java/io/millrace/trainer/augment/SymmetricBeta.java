package io.millrace.trainer.augment;

import java.util.random.RandomGenerator;

/**
 * Beta(alpha, alpha) as G1 / (G1 + G2) of two gamma variates, by Marsaglia &amp; Tsang 2000, A Simple Method for Generating Gamma
 * Variables, with their step from alpha + 1 down to alpha.
 */
final class SymmetricBeta {
    private final double alpha;
    private final double d;
    private final double c;

    /** @param alpha above 0 */
    SymmetricBeta(double alpha) {
        this.alpha = alpha;
        this.d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3;
        this.c = 1 / Math.sqrt(9 * d);
    }

    /** From 0 to 1. */
    double next(RandomGenerator random) {
        double one = gamma(random);
        double both = one + gamma(random);
        // with a tiny alpha both may be too small for a double: it is one end or the other
        return both > 0 ? one / both : random.nextInt(2);
    }

    private double gamma(RandomGenerator random) {
        double step = alpha < 1 ? Math.pow(1 - random.nextDouble(), 1 / alpha) : 1;
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            double u = 1 - random.nextDouble();
            if (v > 0 && Math.log(u) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return step * d * v;
            }
        }
    }
}
