package io.millrace.statistics.drift;

/** A detector that begins anew after a drift, and sees only numbers that it can square. */
abstract class RearmingDetector implements Detector {
    private Signal last = Signal.STABLE;

    @Override
    public final Signal update(double value) {
        if (last == Signal.DRIFT) {
            rearm();
            last = Signal.STABLE;
        }
        if (Math.abs(value) <= Sample.LARGEST) {
            last = next(value);
        }
        return last;
    }

    /** What was said last: goes on where a value has nothing to say. */
    final Signal last() {
        return last;
    }

    abstract Signal next(double value);

    /** Before the first value after a drift. */
    abstract void rearm();
}
