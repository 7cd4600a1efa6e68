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
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What one partition remembers of its records, in state stores. Time is the partition's stream time, never the wall clock: the
 * same input always has the same duplicates. The latest event time is kept only where a pipeline says how late a record may be. What
 * is new goes into the stores right before a commit.
 *
 * <p>With at-least-once the store may be ahead of what was committed. Then records are read again, and are no duplicates of
 * themselves: an id that was accepted at the same offset or a later one does not count as seen. Nor are they late for themselves:
 * see {@link EventTimes}.
 */
final class SeenStores implements Seen {
    static final String IDS = "seen-ids";
    static final String EVENT_TIME = "latest-event-time";

    /** Compaction leaves the newest segment alone: small segments keep changelogs, and restores, short. */
    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", Integer.toString(64 << 20));

    private final ProcessorContext<?, ?> context;
    private final SeenIds ids;
    private final Optional<EventTimes> eventTimes;
    private final Commits commits;
    private final boolean readsAgain;
    private String hashed = "";
    private Hash128 hash = Hash128.of(hashed);

    private SeenStores(
            ProcessorContext<?, ?> context,
            SeenIds ids,
            Optional<EventTimes> eventTimes,
            Commits commits,
            boolean readsAgain) {
        this.context = context;
        this.ids = ids;
        this.eventTimes = eventTimes;
        this.commits = commits;
        this.readsAgain = readsAgain;
    }

    static SeenStores of(PipelineDefinition pipeline, ProcessorContext<?, ?> context) {
        Source source = pipeline.source();
        Commits commits = context.getStateStore(CommitMarks.NAME);
        KeyValueStore<Bytes, byte[]> chunks = context.getStateStore(IDS);
        SeenStores seen = new SeenStores(
                context,
                new SeenIds(chunks, source.duplicateWindow()),
                source.allowedLateness().map(lateness -> new EventTimes(context.getStateStore(EVENT_TIME))),
                commits,
                pipeline.delivery() == Delivery.AT_LEAST_ONCE);
        commits.before(() -> seen.save(chunks));
        return seen;
    }

    static Set<StoreBuilder<?>> builders(Source source) {
        return source.allowedLateness().isEmpty()
                ? Set.of(ids(), new CommitMarksBuilder())
                : Set.of(ids(), eventTime(), new CommitMarksBuilder());
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> ids() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(IDS), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }

    private static StoreBuilder<KeyValueStore<String, Long>> eventTime() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(EVENT_TIME), Serdes.String(), Serdes.Long());
    }

    /** Before a commit. A task that is given up closes its stores in any order; what it held back was not committed. */
    private void save(KeyValueStore<Bytes, byte[]> chunks) {
        if (chunks.isOpen()) {
            ids.save();
        }
        eventTimes.ifPresent(EventTimes::save);
    }

    @Override
    public boolean contains(String id, long now) {
        return ids.contains(hash(id), now, readsAgain ? offset() : Long.MAX_VALUE);
    }

    @Override
    public void add(String id, long now) {
        ids.add(hash(id), now, offset());
        commits.await();
    }

    /** An id is looked for, then added: its hash is made once. */
    private Hash128 hash(String id) {
        if (!id.equals(hashed)) {
            hash = Hash128.of(id);
            hashed = id;
        }
        return hash;
    }

    private long offset() {
        return context.recordMetadata().orElseThrow().offset();
    }

    @Override
    public long latestEventTime() {
        return eventTimes.map(times -> times.latest(offset())).orElse(NEVER);
    }

    @Override
    public void advanceEventTime(long millis) {
        if (eventTimes.isPresent() && eventTimes.get().advance(millis, offset())) {
            commits.await();
        }
    }
}
