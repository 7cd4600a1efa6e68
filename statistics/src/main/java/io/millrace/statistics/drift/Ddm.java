package io.millrace.statistics.drift;

/**
 * DDM, the drift detection method (Gama, Medas, Castillo, Rodrigues 2004, Learning with Drift Detection).
 *
 * <p>p is the error rate since the last drift, s = √(p(1 - p)/n) its standard error; p_min and s_min are those of when p + s was least. Signals
 * where p + s is above p_min + 2 s_min, or + 3 s_min. For values from 0 to 1.
 *
 * <p>The warm-up counts as in MOA, whose recorded alarms this reproduces: the observation to come is one of the minimum.
 */
final class Ddm extends RearmingDetector {
    private final int minimum;
    private final double warning;
    private final double drift;

    private long n;
    private double p;
    private double pMin;
    private double sMin;

    /**
     * @param minimum observations before it answers
     * @param warning standard errors to a warning
     * @param drift standard errors to a drift
     */
    Ddm(int minimum, double warning, double drift) {
        this.minimum = minimum;
        this.warning = warning;
        this.drift = drift;
        rearm();
    }

    @Override
    void rearm() {
        n = 0;
        p = 0;
        pMin = Double.POSITIVE_INFINITY;
        sMin = Double.POSITIVE_INFINITY;
    }

    @Override
    Signal next(double value) {
        n++;
        p += (value - p) / n;
        double s = Math.sqrt(Math.max(0, p * (1 - p)) / n);
        if (n + 1 < minimum) {
            return Signal.STABLE;
        }
        if (p + s <= pMin + sMin) {
            pMin = p;
            sMin = s;
        }
        if (p + s > pMin + drift * sMin) {
            return Signal.DRIFT;
        }
        return p + s > pMin + warning * sMin ? Signal.WARNING : Signal.STABLE;
    }
}
