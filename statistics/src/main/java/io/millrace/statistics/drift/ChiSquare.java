package io.millrace.statistics.drift;

/**
 * The chi-square distribution's upper tail, through the regularised incomplete gamma function.
 *
 * <p>Series below x = a + 1, Lentz's continued fraction above (Press, Teukolsky, Vetterling, Flannery 2007, Numerical Recipes, §6.2);
 * log-gamma by Lanczos' approximation with Godfrey's coefficients (g = 607/128, 15 terms). Relative error about 1e-13.
 */
final class ChiSquare {
    private static final double EPSILON = 1e-16;
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 100_000;
    private static final double LANCZOS_G = 607.0 / 128.0;
    private static final double[] LANCZOS = {
        0.9999999999999971,
        57.15623566586292,
        -59.59796035547549,
        14.136097974741746,
        -0.4919138160976202,
        3.399464998481189e-5,
        4.652362892704858e-5,
        -9.837447530487956e-5,
        0.0001580887032249125,
        -0.00021026444172410488,
        0.00021743961811521265,
        -0.0001643181065367639,
        8.441822398385275e-5,
        -2.6190838401581408e-5,
        3.6899182659531625e-6,
    };

    private ChiSquare() {}

    /**
     * Probability of a value at least so large.
     *
     * @param statistic not negative
     * @param degreesOfFreedom at least 1
     */
    static double survival(double statistic, int degreesOfFreedom) {
        return upperGamma(degreesOfFreedom / 2.0, statistic / 2.0);
    }

    /** Q(a, x) = Γ(a, x) / Γ(a). */
    static double upperGamma(double a, double x) {
        if (x <= 0) {
            return 1;
        }
        if (Double.isInfinite(x)) {
            return 0;
        }
        double factor = Math.exp(a * Math.log(x) - x - logGamma(a));
        return x < a + 1 ? 1 - factor * lowerSeries(a, x) : factor * upperFraction(a, x);
    }

    private static double lowerSeries(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > sum * EPSILON; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    private static double upperFraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double fraction = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double an = -n * (n - a);
            b += 2;
            d = 1 / awayFromZero(an * d + b);
            c = awayFromZero(b + an / c);
            fraction *= d * c;
            if (Math.abs(d * c - 1) < EPSILON) {
                break;
            }
        }
        return fraction;
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** ln Γ(x) for x above 0. */
    static double logGamma(double x) {
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + i);
        }
        double shifted = x + LANCZOS_G + 0.5;
        return (x + 0.5) * Math.log(shifted) - shifted + Math.log(Math.sqrt(2 * Math.PI) * sum / x);
    }
}
