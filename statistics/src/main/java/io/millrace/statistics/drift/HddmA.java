package io.millrace.statistics.drift;

/**
 * HDDM-A, by Hoeffding's bound on means (Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz, Caballero-Mota 2015, Online and
 * Non-Parametric Drift Detection Methods Based on Hoeffding's Bounds). For values from 0 to 1; finds a rise of the mean.
 *
 * <p>The cut is where the mean so far, with its bound √(ln(1/α)/2n), was least. Signals where the mean of all is above that up to the cut by
 * √(((n - n_cut) / (n n_cut)) ln(2/α) / 2).
 */
final class HddmA extends RearmingDetector {
    private final double warning;
    private final double drift;

    private long n;
    private double sum;
    private long cutN;
    private double cutSum;

    /**
     * @param drift α of a drift
     * @param warning α of a warning
     */
    HddmA(double drift, double warning) {
        this.drift = drift;
        this.warning = warning;
    }

    @Override
    void rearm() {
        n = 0;
        sum = 0;
        cutN = 0;
        cutSum = 0;
    }

    @Override
    Signal next(double value) {
        n++;
        sum += value;
        if (cutN == 0 || cutSum / cutN + bound(cutN) >= sum / n + bound(n)) {
            cutN = n;
            cutSum = sum;
        }
        if (risen(drift)) {
            return Signal.DRIFT;
        }
        return risen(warning) ? Signal.WARNING : Signal.STABLE;
    }

    private double bound(long of) {
        return Math.sqrt(Math.log(1 / drift) / (2.0 * of));
    }

    private boolean risen(double alpha) {
        double part = (double) (n - cutN) / cutN / n;
        return cutN < n && sum / n - cutSum / cutN >= Math.sqrt(part / 2 * Math.log(2 / alpha));
    }
}
