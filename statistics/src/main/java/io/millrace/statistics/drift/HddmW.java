package io.millrace.statistics.drift;

/**
 * HDDM-W, by McDiarmid's bound on exponentially weighted means (Frías-Blanco et al. 2015, see {@link HddmA}). For values from 0 to 1; finds a rise of the
 * mean.
 *
 * <p>The cut is where the weighted mean so far, with its bound √(v ln(1/α)/2), was least; v is the sum of the squared weights. Signals where the
 * weighted mean since the cut is above that up to it by √((v_1 + v_2) ln(1/α)/2).
 */
final class HddmW extends RearmingDetector {
    private final double drift;
    private final double warning;
    private final double lambda;

    private final Weighted all = new Weighted();
    private final Weighted before = new Weighted();
    private final Weighted after = new Weighted();
    private double least;

    /**
     * @param drift α of a drift
     * @param warning α of a warning
     * @param lambda weight of the latest value, 0 to 1
     */
    HddmW(double drift, double warning, double lambda) {
        this.drift = drift;
        this.warning = warning;
        this.lambda = lambda;
        rearm();
    }

    /** An exponentially weighted mean and the sum of its squared weights; no values yet where that sum is 0. */
    private final class Weighted {
        private double mean;
        private double squaredWeights;

        void update(double value) {
            boolean first = squaredWeights == 0;
            mean = first ? value : lambda * value + (1 - lambda) * mean;
            squaredWeights = first ? 1 : lambda * lambda + (1 - lambda) * (1 - lambda) * squaredWeights;
        }

        void set(double toMean, double toSquaredWeights) {
            mean = toMean;
            squaredWeights = toSquaredWeights;
        }
    }

    @Override
    void rearm() {
        all.set(0, 0);
        before.set(0, 0);
        after.set(0, 0);
        least = Double.POSITIVE_INFINITY;
    }

    @Override
    Signal next(double value) {
        all.update(value);
        double level = all.mean + bound(all.squaredWeights, drift);
        if (level < least) {
            least = level;
            before.set(all.mean, all.squaredWeights);
            after.set(0, 0);
        } else {
            after.update(value);
        }
        if (risen(drift)) {
            return Signal.DRIFT;
        }
        return risen(warning) ? Signal.WARNING : Signal.STABLE;
    }

    private static double bound(double squaredWeights, double alpha) {
        return Math.sqrt(squaredWeights * Math.log(1 / alpha) / 2);
    }

    private boolean risen(double alpha) {
        return after.squaredWeights > 0
                && after.mean - before.mean > bound(before.squaredWeights + after.squaredWeights, alpha);
    }
}
