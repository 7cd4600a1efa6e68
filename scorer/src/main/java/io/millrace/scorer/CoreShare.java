package io.millrace.scorer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How much of one core a thread may take, as a token bucket: it fills at the rate of the share and holds what comes in within a
 * second. Work is measured by the clock, so that waiting counts too; it may run into debt, which is paid before the next. One thread.
 */
final class CoreShare {
    private static final double MOST_SECONDS = 1;

    private final double share;
    private final InstantSource steady;
    private double leftNanos;
    private Instant filled;

    /**
     * @param share above 0, at most 1
     * @param steady a clock that nobody sets
     */
    CoreShare(double share, InstantSource steady) {
        this.share = share;
        this.steady = steady;
        this.leftNanos = mostNanos();
        this.filled = steady.instant();
    }

    /** Whether there is time for more work. */
    boolean isLeft() {
        Instant now = steady.instant();
        leftNanos = Math.min(
                mostNanos(), leftNanos + share * Duration.between(filled, now).toNanos());
        filled = now;
        return leftNanos > 0;
    }

    /** Does it, and takes the time it took from what is left. */
    void spend(Runnable work) {
        Instant begun = steady.instant();
        try {
            work.run();
        } finally {
            leftNanos -= Duration.between(begun, steady.instant()).toNanos();
        }
    }

    private double mostNanos() {
        return share * MOST_SECONDS * Duration.ofSeconds(1).toNanos();
    }
}
