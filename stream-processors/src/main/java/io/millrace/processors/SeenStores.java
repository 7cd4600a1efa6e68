package io.millrace.processors;

import io.millrace.schemas.pipeline.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What one partition remembers of its records, in state stores.
 *
 * <p>Time is the partition's stream time, never the wall clock: the same input always has the same duplicates. Ids lie
 * in buckets as long as the window, and old buckets are dropped whole. Most ids are new, which a filter in memory knows
 * without a look-up; for the rest that is two point reads. The filter is filled from the store when the task starts. The
 * latest event time is kept only where a pipeline says how late a record may be.
 */
final class SeenStores implements Seen {
    static final String IDS = "accepted-ids";
    static final String EVENT_TIME = "latest-event-time";

    /** Shorter buckets would only make more of them. */
    private static final long SHORTEST_BUCKET = 60_000;

    /** The one key of the store of the latest event time: a task has a store of its own. */
    private static final String LATEST = "latest";

    private final WindowStore<String, Long> acceptedAt;
    private final Optional<KeyValueStore<String, Long>> eventTimes;
    private final long windowMillis;
    private final long bucketMillis;

    /** By bucket; there is none for a bucket in which nothing was accepted, or which is older than what filters know. */
    private final TreeMap<Long, IdFilter> filters = new TreeMap<>();

    private long filteredFrom = Long.MIN_VALUE;
    private long latestEventTime;

    private SeenStores(
            WindowStore<String, Long> acceptedAt, Optional<KeyValueStore<String, Long>> eventTimes, Duration window) {
        this.acceptedAt = acceptedAt;
        this.eventTimes = eventTimes;
        this.windowMillis = window.toMillis();
        this.bucketMillis = bucket(window);
        try (KeyValueIterator<Windowed<String>, Long> accepted = acceptedAt.all()) {
            accepted.forEachRemaining(id -> filter(id.key.window().start()).add(id.key.key()));
        }
        this.latestEventTime = eventTimes.map(times -> times.get(LATEST)).orElse(NEVER);
    }

    static SeenStores of(Source source, ProcessorContext<?, ?> context) {
        return new SeenStores(
                context.getStateStore(IDS),
                source.allowedLateness().map(lateness -> context.getStateStore(EVENT_TIME)),
                source.duplicateWindow());
    }

    static Set<StoreBuilder<?>> builders(Source source) {
        return source.allowedLateness().isEmpty() ? Set.of(ids(source)) : Set.of(ids(source), eventTime());
    }

    private static StoreBuilder<WindowStore<String, Long>> ids(Source source) {
        Duration bucket = Duration.ofMillis(bucket(source.duplicateWindow()));
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(IDS, bucket.multipliedBy(2), bucket, false),
                Serdes.String(),
                Serdes.Long());
    }

    /** Cached, for it changes with nearly every record. */
    private static StoreBuilder<KeyValueStore<String, Long>> eventTime() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(EVENT_TIME), Serdes.String(), Serdes.Long())
                .withCachingEnabled();
    }

    @Override
    public boolean contains(String id, long now) {
        long bucket = bucketOf(now);
        return contains(id, bucket, now) || contains(id, bucket - bucketMillis, now);
    }

    private boolean contains(String id, long bucket, long now) {
        return mayHave(id, bucket) && isWithinWindow(acceptedAt.fetch(id, bucket), now);
    }

    private boolean mayHave(String id, long bucket) {
        IdFilter filter = filters.get(bucket);
        return filter == null ? bucket < filteredFrom : filter.mayHave(id);
    }

    @Override
    public void add(String id, long now) {
        long bucket = bucketOf(now);
        acceptedAt.put(id, now, bucket);
        filter(bucket).add(id);
    }

    /** The filter of a bucket; those of buckets that are too old to be asked for go. */
    private IdFilter filter(long bucket) {
        IdFilter filter = filters.get(bucket);
        if (filter == null) {
            filter = new IdFilter();
            filters.put(bucket, filter);
            filteredFrom = Math.max(filteredFrom, filters.lastKey() - bucketMillis);
            filters.headMap(filteredFrom).clear();
        }
        return filter;
    }

    @Override
    public long latestEventTime() {
        return latestEventTime;
    }

    @Override
    public void advanceEventTime(long millis) {
        if (eventTimes.isPresent() && millis > latestEventTime) {
            latestEventTime = millis;
            eventTimes.get().put(LATEST, millis);
        }
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
