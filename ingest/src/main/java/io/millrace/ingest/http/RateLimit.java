package io.millrace.ingest.http;

import io.millrace.runtime.Refusal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket of tokens per client: a record takes one, and so many flow in per second. A batch may take more than there are; the next
 * then waits until they are back. Thread-safe.
 */
final class RateLimit {
    private static final int MOST_CLIENTS = 10_000;

    private final double perSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private record Bucket(double tokens, long atMillis) {}

    /** @param perSecond 0 for no limit */
    RateLimit(double perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** @throws Refusal where the client has sent too much lately */
    void check(String client) {
        if (perSecond > 0) {
            double tokens = now(client).tokens();
            if (tokens <= 0) {
                throw Refusal.tooMuch("more than " + perSecond + " records a second: wait as Retry-After says", (long)
                        Math.ceil((1 - tokens) / perSecond));
            }
        }
    }

    void took(String client, int records) {
        if (perSecond > 0) {
            synchronized (buckets) {
                Bucket bucket = now(client);
                buckets.put(client, new Bucket(bucket.tokens() - Math.max(1, records), bucket.atMillis()));
            }
        }
    }

    private Bucket now(String client) {
        long millis = clock.millis();
        synchronized (buckets) {
            Bucket bucket = buckets.getOrDefault(client, new Bucket(full(), millis));
            double more = Math.max(0, millis - bucket.atMillis()) / 1_000.0 * perSecond;
            return new Bucket(Math.min(full(), bucket.tokens() + more), millis);
        }
    }

    /** A second's worth, and one record at least. */
    private double full() {
        return Math.max(1, perSecond);
    }
}
