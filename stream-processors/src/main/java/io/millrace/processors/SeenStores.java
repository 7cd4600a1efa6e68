package io.millrace.processors;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.pipeline.Source;
import io.millrace.statistics.hashes.Hash128;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What one partition remembers of its records, in state stores. Time is the partition's stream time, never the wall clock: the
 * same input always has the same duplicates. The latest event time is kept only where a pipeline says how late a record may be.
 *
 * <p>With at-least-once the store may be ahead of what was committed. Then records are read again, and are no duplicates of
 * themselves: an id that was accepted at the same offset or a later one does not count as seen.
 */
final class SeenStores implements Seen {
    static final String IDS = "seen-ids";
    static final String EVENT_TIME = "latest-event-time";

    /** The one key of the store of the latest event time: a task has a store of its own. */
    private static final String LATEST = "latest";

    /** Compaction leaves the newest segment alone: small segments keep changelogs, and restores, short. */
    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", Integer.toString(64 << 20));

    private final ProcessorContext<?, ?> context;
    private final SeenIds ids;
    private final Optional<KeyValueStore<String, Long>> eventTimes;
    private final boolean readsAgain;
    private long latestEventTime;

    private SeenStores(
            ProcessorContext<?, ?> context,
            SeenIds ids,
            Optional<KeyValueStore<String, Long>> eventTimes,
            boolean readsAgain) {
        this.context = context;
        this.ids = ids;
        this.eventTimes = eventTimes;
        this.readsAgain = readsAgain;
        this.latestEventTime = eventTimes.map(times -> times.get(LATEST)).orElse(NEVER);
    }

    static SeenStores of(PipelineDefinition pipeline, ProcessorContext<?, ?> context) {
        Source source = pipeline.source();
        return new SeenStores(
                context,
                new SeenIds(context.getStateStore(IDS), source.duplicateWindow()),
                source.allowedLateness().map(lateness -> context.getStateStore(EVENT_TIME)),
                pipeline.delivery() == Delivery.AT_LEAST_ONCE);
    }

    static Set<StoreBuilder<?>> builders(Source source) {
        return source.allowedLateness().isEmpty() ? Set.of(ids()) : Set.of(ids(), eventTime());
    }

    /** Cached, for a chunk of ids is put with each of them. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> ids() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(IDS), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(CHANGELOG);
    }

    /** Cached, for it changes with nearly every record. */
    private static StoreBuilder<KeyValueStore<String, Long>> eventTime() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(EVENT_TIME), Serdes.String(), Serdes.Long())
                .withCachingEnabled();
    }

    @Override
    public boolean contains(String id, long now) {
        return ids.contains(Hash128.of(id), now, readsAgain ? offset() : Long.MAX_VALUE);
    }

    @Override
    public void add(String id, long now) {
        ids.add(Hash128.of(id), now, offset(), context.currentSystemTimeMs());
    }

    private long offset() {
        return context.recordMetadata().map(RecordMetadata::offset).orElseThrow();
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
}
