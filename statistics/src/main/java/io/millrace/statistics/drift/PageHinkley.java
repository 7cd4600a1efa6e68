package io.millrace.statistics.drift;

/**
 * The Page-Hinkley test with forgetting (Page 1954, Continuous Inspection Schemes; Hinkley 1970, Inference about the Change-Point in a Sequence of Random
 * Variables; Gama, Sebastião, Rodrigues 2013, On Evaluating Stream Learning Algorithms): m ← a m + (x - x̄ - δ), with the mean x̄ since the last
 * drift. Signals a drift where m > λ: the mean has risen. It never warns.
 *
 * <p>m may become negative, as in MOA, whose recorded alarms this reproduces; {@link Cusum} stops at 0 instead. The warm-up is that of {@link Ddm}.
 */
final class PageHinkley extends RearmingDetector {
    private final int minimum;
    private final double delta;
    private final double lambda;
    private final double alpha;

    private long n;
    private double mean;
    private double m;

    /**
     * @param minimum observations before it answers
     * @param delta δ, rise that does not count, in the unit of the values
     * @param lambda λ, threshold
     * @param alpha a, share of m that stays from one observation to the next, above 0 and at most 1
     */
    PageHinkley(int minimum, double delta, double lambda, double alpha) {
        this.minimum = minimum;
        this.delta = delta;
        this.lambda = lambda;
        this.alpha = alpha;
    }

    @Override
    void rearm() {
        n = 0;
        mean = 0;
        m = 0;
    }

    @Override
    Signal next(double value) {
        n++;
        mean += (value - mean) / n;
        m = alpha * m + (value - mean - delta);
        return n + 1 >= minimum && m > lambda ? Signal.DRIFT : Signal.STABLE;
    }
}
