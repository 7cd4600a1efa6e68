package io.millrace.statistics.drift;

/**
 * Watches a stream of errors for a rise of the error rate from p0 to p1: the Bernoulli CUSUM (Page 1954, Continuous Inspection
 * Schemes; Reynolds and Stoumbos 1999, A CUSUM Chart for Monitoring a Proportion When Inspecting Continuously).
 *
 * <p>S = max(0, S + X - γ), where X is 1 for an error and 0 else and γ, between p0 and p1, is {@link Design}'s. Signals {@link Signal#DRIFT} from
 * S ≥ h on, {@link Signal#WARNING} from 2/3 h on. It stops rising at h, so that it comes down again when the rate does. h is calibrated so that without a
 * rise the first DRIFT comes after a stated mean number of observations.
 *
 * <p>S is counted in whole steps: saved and restored exactly. Not thread-safe.
 */
public final class BernoulliCusum {
    private final Design design;
    private int level;
    private long sinceZero;
    private long errorsSinceZero;

    /**
     * The fixed part: which rates it tells apart, and its steps. γ = down / (up + down); an error raises the level by {@code up}, any other
     * observation lowers it by {@code down}; both have no common divisor.
     *
     * @param p0 error rate in control, above 0
     * @param p1 error rate to find, above p0 and below 1
     * @param threshold level of DRIFT
     * @param averageRunLength mean number of observations to a false DRIFT at p0, exact for this threshold
     */
    public record Design(double p0, double p1, int up, int down, int threshold, double averageRunLength) {
        public Design {
            require(p0 > 0 && p0 < p1 && p1 < 1, "rates must be 0 < p0 < p1 < 1: " + p0 + ", " + p1);
            require(up > 0 && down > 0, "steps must be above 0: " + up + ", " + down);
            require(threshold > 0, "threshold must be above 0: " + threshold);
            require(averageRunLength >= 1, "averageRunLength must be at least 1: " + averageRunLength);
        }

        int warningLevel() {
            return (2 * threshold + 2) / 3;
        }
    }

    /**
     * All of it, to be saved.
     *
     * @param level from 0 to the threshold
     * @param sinceZero observations since the level was last 0
     * @param errorsSinceZero errors among them
     */
    public record State(Design design, int level, long sinceZero, long errorsSinceZero) {
        public State {
            require(level >= 0 && level <= design.threshold(), "level must be between 0 and the threshold: " + level);
            require(errorsSinceZero >= 0 && errorsSinceZero <= sinceZero, "more errors than observations since zero");
        }
    }

    private BernoulliCusum(State state) {
        design = state.design();
        level = state.level();
        sinceZero = state.sinceZero();
        errorsSinceZero = state.errorsSinceZero();
    }

    /**
     * A new one at zero. Takes milliseconds: the threshold is calibrated here.
     *
     * @param p0 error rate in control, above 0
     * @param p1 error rate to find, at least 0.001 above p0 and below 1
     * @param averageRunLength wanted mean number of observations between false alarms; up to some 10 % more comes out, since steps are
     *     whole
     */
    public static BernoulliCusum of(double p0, double p1, double averageRunLength) {
        return restore(new State(CusumCalibration.design(p0, p1, averageRunLength), 0, 0, 0));
    }

    public static BernoulliCusum restore(State state) {
        return new BernoulliCusum(state);
    }

    public Signal update(boolean error) {
        level = Math.max(0, Math.min(design.threshold(), level + (error ? design.up() : -design.down())));
        if (level == 0) {
            sinceZero = 0;
            errorsSinceZero = 0;
        } else {
            sinceZero++;
            errorsSinceZero += error ? 1 : 0;
        }
        return signal();
    }

    public Signal signal() {
        if (level >= design.threshold()) {
            return Signal.DRIFT;
        }
        return level >= design.warningLevel() ? Signal.WARNING : Signal.STABLE;
    }

    /** Observations since the statistic was last zero: after an alarm, the estimate of how long ago the rate rose. */
    public long sinceZero() {
        return sinceZero;
    }

    /** Error rate since the statistic was last zero: after an alarm, the estimate of the new rate. NaN at zero. */
    public double rateSinceZero() {
        return (double) errorsSinceZero / sinceZero;
    }

    /** S, in errors. */
    public double statistic() {
        return inErrors(level);
    }

    /** h, in errors. */
    public double threshold() {
        return inErrors(design.threshold());
    }

    public State state() {
        return new State(design, level, sinceZero, errorsSinceZero);
    }

    private double inErrors(int steps) {
        return (double) steps / (design.up() + design.down());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
