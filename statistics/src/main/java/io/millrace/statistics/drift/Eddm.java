package io.millrace.statistics.drift;

/**
 * EDDM, the early drift detection method (Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà, Morales-Bueno 2006, Early Drift Detection Method).
 *
 * <p>p' is the mean number of observations from one error to the next, s' its standard deviation. Signals where (p' + 2s') has come down from its
 * maximum, to a share below 0.95 or 0.90 of it. A value of 1 is an error, every other is none; what was said last holds until the next error.
 *
 * <p>Observations count from 30, and errors after the 30th, as in MOA, whose recorded alarms this reproduces.
 */
final class Eddm extends RearmingDetector {
    private final int minimum;
    private final double warning;
    private final double drift;

    private long n;
    private long lastError;
    private long errors;
    private double mean;
    private double squares;
    private double greatest;

    /**
     * @param minimum errors before it answers
     * @param warning share of the maximum below which it warns
     * @param drift share of the maximum below which it is a drift
     */
    Eddm(int minimum, double warning, double drift) {
        this.minimum = minimum;
        this.warning = warning;
        this.drift = drift;
    }

    @Override
    void rearm() {
        n = 0;
        lastError = 0;
        errors = 0;
        mean = 0;
        squares = 0;
        greatest = 0;
    }

    @Override
    Signal next(double value) {
        n++;
        return value == 1 ? error() : last();
    }

    private Signal error() {
        errors++;
        double distance = n - lastError - mean;
        lastError = n;
        mean += distance / errors;
        squares += distance * (distance - distance / errors);
        if (n < minimum) {
            return Signal.STABLE;
        }
        double level = mean + 2 * Math.sqrt(squares / errors);
        if (level > greatest) {
            greatest = level;
            return Signal.STABLE;
        }
        return errors > minimum ? signal(level / greatest) : Signal.STABLE;
    }

    private Signal signal(double share) {
        if (share < drift) {
            return Signal.DRIFT;
        }
        return share < warning ? Signal.WARNING : Signal.STABLE;
    }
}
