package io.millrace.statistics.drift;

/**
 * The cumulative sum test (Page 1954, Continuous Inspection Schemes) against the mean so far: g ← max(0, g + x - x̄ - δ), with the mean x̄ since the
 * last drift. Signals a drift where g > λ: the mean has risen. It never warns. The warm-up is that of {@link Ddm}.
 *
 * <p>Where the rates are known, {@link BernoulliCusum} states how often it alarms falsely; this one cannot.
 */
final class Cusum extends RearmingDetector {
    private final int minimum;
    private final double delta;
    private final double lambda;

    private long n;
    private double mean;
    private double g;

    /**
     * @param minimum observations before it answers
     * @param delta δ, rise that does not count, in the unit of the values
     * @param lambda λ, threshold
     */
    Cusum(int minimum, double delta, double lambda) {
        this.minimum = minimum;
        this.delta = delta;
        this.lambda = lambda;
    }

    @Override
    void rearm() {
        n = 0;
        mean = 0;
        g = 0;
    }

    @Override
    Signal next(double value) {
        n++;
        mean += (value - mean) / n;
        g = Math.max(0, g + value - mean - delta);
        return n + 1 >= minimum && g > lambda ? Signal.DRIFT : Signal.STABLE;
    }
}
