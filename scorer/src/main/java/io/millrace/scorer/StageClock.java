package io.millrace.scorer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Splits the time of the loop's thread: each moment belongs to the stage that ends next. One thread. */
final class StageClock {
    private final Map<Stage, Timer> timers;
    private final Clock clock;
    private long sinceNanos;

    StageClock(Map<Stage, Timer> timers, Clock clock) {
        this.timers = timers;
        this.clock = clock;
        this.sinceNanos = clock.monotonicTime();
    }

    void ended(Stage stage) {
        long now = clock.monotonicTime();
        timers.get(stage).record(now - sinceNanos, TimeUnit.NANOSECONDS);
        sinceNanos = now;
    }
}
