package io.millrace.runtime;

import java.time.Duration;

/**
 * What one endpoint bears, so that no client can take it from the others.
 *
 * @param headerBytes request line and headers
 * @param connections at once; more wait to be accepted
 * @param threads that answer
 * @param bufferedBytes of the bodies of all requests at once; above it 429
 * @param idle a connection on which nothing moves for so long is closed
 * @param headerTime from a request's first byte to the end of its headers
 * @param bodyTime from there to the end of its body
 */
public record HttpLimits(
        int headerBytes,
        int connections,
        int threads,
        long bufferedBytes,
        Duration idle,
        Duration headerTime,
        Duration bodyTime) {
    public static final HttpLimits USUAL = new HttpLimits(
            8 << 10, 256, 12, 64L << 20, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public HttpLimits {
        positive("headerBytes", headerBytes);
        positive("connections", connections);
        positive("bufferedBytes", bufferedBytes);
        positive("idle", idle.toMillis());
        positive("headerTime", headerTime.toMillis());
        positive("bodyTime", bodyTime.toMillis());
        if (threads < 4) {
            throw new IllegalArgumentException("threads must be at least 4, not " + threads);
        }
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be more than 0, not " + value);
        }
    }
}
