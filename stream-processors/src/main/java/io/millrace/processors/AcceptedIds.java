package io.millrace.processors;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The ids that were accepted within the duplicate window, in one partition. Records with the same id have the same key,
 * so they meet there.
 *
 * <p>Time is the partition's stream time, never the wall clock: the same input always has the same duplicates. Ids lie
 * in buckets as long as the window; a look-up is two point reads, and old buckets are dropped whole.
 */
final class AcceptedIds {
    static final String STORE = "accepted-ids";

    /** Shorter buckets would only make more of them. */
    private static final long SHORTEST_BUCKET = 60_000;

    private final WindowStore<String, Long> acceptedAt;
    private final long windowMillis;
    private final long bucketMillis;

    AcceptedIds(WindowStore<String, Long> acceptedAt, Duration window) {
        this.acceptedAt = acceptedAt;
        this.windowMillis = window.toMillis();
        this.bucketMillis = bucket(window);
    }

    static StoreBuilder<WindowStore<String, Long>> store(Duration window) {
        Duration bucket = Duration.ofMillis(bucket(window));
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, bucket.multipliedBy(2), bucket, false),
                Serdes.String(),
                Serdes.Long());
    }

    boolean contains(String id, long now) {
        long bucket = bucketOf(now);
        return isWithinWindow(acceptedAt.fetch(id, bucket), now)
                || isWithinWindow(acceptedAt.fetch(id, bucket - bucketMillis), now);
    }

    void add(String id, long now) {
        acceptedAt.put(id, now, bucketOf(now));
    }

    private boolean isWithinWindow(Long accepted, long now) {
        return accepted != null && now - accepted <= windowMillis;
    }

    private long bucketOf(long now) {
        return now - now % bucketMillis;
    }

    private static long bucket(Duration window) {
        return Math.max(SHORTEST_BUCKET, window.toMillis());
    }
}
