package io.millrace.learners;

/** The standard normal distribution. */
final class Normal {
    private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** Probability of at most z, to 1e-7 (Zelen and Severo 1964, in Abramowitz and Stegun, 26.2.17). */
    static double atMost(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double above = Math.exp(-z * z / 2) / ROOT_OF_TWO_PI * polynomial;
        return z > 0 ? 1 - above : above;
    }
}
