package io.millrace.ingest;

import java.time.InstantSource;

/** Holds the sending to a number of records per second; a pause is made up for by a quarter of a second's records at most. */
final class Pacer {
    private static final double BATCHES_PER_SECOND = 20;
    private static final double MOST_SECONDS_SAVED = 0.25;

    private final double perSecond;
    private final InstantSource clock;
    private double saved;
    private long lastMillis;

    /** @param perSecond 0 for as fast as Kafka acknowledges */
    Pacer(double perSecond, InstantSource clock) {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("records per second must be 0 (no limit) or more: " + perSecond);
        }
        this.perSecond = perSecond;
        this.clock = clock;
        this.lastMillis = clock.millis();
    }

    /** How many records may be sent now, up to {@code most}; 0: ask again in some milliseconds. */
    int allowed(int most) {
        if (perSecond == 0) {
            return most;
        }
        long now = clock.millis();
        double earned = Math.max(0, now - lastMillis) * perSecond / 1_000;
        saved = Math.min(Math.max(1, perSecond * MOST_SECONDS_SAVED), saved + earned);
        lastMillis = now;
        double worthwhile = Math.min(most, Math.max(1, perSecond / BATCHES_PER_SECOND));
        return saved < worthwhile ? 0 : (int) Math.min(most, saved);
    }

    void sent(int records) {
        saved -= records;
    }
}
