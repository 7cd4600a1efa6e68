package io.millrace.ingest.http;

import io.millrace.runtime.ServiceFailure;
import java.time.Duration;

/**
 * What HTTP ingest takes at once and how long it waits.
 *
 * @param maxBodyBytes of one request, as sent and once inflated
 * @param maxRecords of one request
 * @param maxInFlight records of all requests that Kafka has not acknowledged yet; above it 429
 * @param rate records per second of one client; 0 for no limit
 * @param deliveryTimeout Kafka acknowledges within it, or the answer is 503
 * @param idempotencyWindow how long the reply to an Idempotency-Key is kept
 */
public record HttpIngestSettings(
        int maxBodyBytes,
        int maxRecords,
        int maxInFlight,
        double rate,
        Duration deliveryTimeout,
        Duration idempotencyWindow) {
    public static final HttpIngestSettings USUAL =
            new HttpIngestSettings(16 << 20, 10_000, 50_000, 0, Duration.ofSeconds(20), Duration.ofMinutes(10));

    /** @throws ServiceFailure where a value cannot be */
    public HttpIngestSettings {
        unless(maxBodyBytes > 0, "--http-max-body-bytes", "must be more than 0");
        unless(maxRecords > 0, "--http-max-records", "must be more than 0");
        unless(maxInFlight >= maxRecords, "--http-max-in-flight", "must not be less than --http-max-records");
        unless(rate >= 0, "--http-rate", "must not be negative");
        unless(deliveryTimeout.toSeconds() >= 1, "--http-delivery-timeout", "must be 1 s or more");
        unless(!idempotencyWindow.isNegative(), "--http-idempotency-window", "must not be negative");
    }

    private static void unless(boolean right, String option, String what) {
        if (!right) {
            throw new ServiceFailure(option + ": " + what);
        }
    }
}
