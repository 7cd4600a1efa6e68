package io.millrace.processors;

import io.millrace.features.Past;
import io.millrace.schemas.pipeline.History;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The past of the entities of one partition, in state stores by entity and time: what is older than the pipeline keeps
 * is dropped in whole segments, and looking back reads only what is looked at. Adding the same again changes nothing.
 */
final class EntityPast {
    static final String RECORDS = "entity-records";
    static final String LABELS = "entity-labels";

    private final WindowStore<String, byte[]> records;
    private final Optional<WindowStore<String, String>> labels;
    private final long ttlMillis;

    private EntityPast(
            WindowStore<String, byte[]> records, Optional<WindowStore<String, String>> labels, Duration ttl) {
        this.records = records;
        this.labels = labels;
        this.ttlMillis = ttl.toMillis();
    }

    static EntityPast of(History history, ProcessorContext<?, ?> context) {
        return new EntityPast(
                context.getStateStore(RECORDS),
                history.takesLabels() ? Optional.of(context.getStateStore(LABELS)) : Optional.empty(),
                history.ttl());
    }

    static Set<StoreBuilder<?>> stores(History history) {
        Set<StoreBuilder<?>> stores = new HashSet<>();
        stores.add(store(RECORDS, history.ttl(), Serdes.ByteArray()));
        if (history.takesLabels()) {
            stores.add(store(LABELS, history.ttl(), Serdes.String()));
        }
        return stores;
    }

    private static <V> StoreBuilder<WindowStore<String, V>> store(String name, Duration ttl, Serde<V> values) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, ttl, Duration.ofMillis(1), false), Serdes.String(), values);
    }

    /**
     * @param encoder fingerprint of that which made the slots
     * @param slots of the record's columns, where later vectors show them
     */
    void add(String entity, long happened, String id, Map<String, Double> remembered, String encoder, float[] slots) {
        byte[] sameMoment = records.fetch(entity, happened);
        byte[] added = Moment.with(sameMoment, id, remembered, encoder, slots);
        if (added != sameMoment) {
            records.put(entity, added, happened);
        }
    }

    /** @param arrived Kafka timestamp of the label */
    void addLabel(String entity, long arrived, String label) {
        labels.ifPresent(store -> store.put(entity, label, arrived));
    }

    /** The label of an entity that had arrived last by a time, by Kafka timestamps. */
    Optional<String> lastLabel(String entity, long time) {
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        try (WindowStoreIterator<String> newest =
                labels.get().backwardFetch(entity, Math.max(0, time - ttlMillis), time)) {
            return newest.hasNext() ? Optional.of(newest.next().value) : Optional.empty();
        }
    }

    /**
     * What an entity did up to a moment. To be closed.
     *
     * @param id record to leave out: it may have been added before a crash
     */
    Walk before(String entity, long happened, String id) {
        return new Walk(records.backwardFetch(entity, Math.max(0, happened - ttlMillis), happened), id);
    }

    /** Steps through the past, newest first. */
    static final class Walk implements Past, AutoCloseable {
        private final WindowStoreIterator<byte[]> moments;
        private final String leftOut;
        private Moment moment = Moment.EMPTY;
        private long eventTimeMillis;
        private int place;

        private Walk(WindowStoreIterator<byte[]> moments, String leftOut) {
            this.moments = moments;
            this.leftOut = leftOut;
        }

        @Override
        public boolean next() {
            do {
                place--;
                while (place < 0) {
                    if (!moments.hasNext()) {
                        return false;
                    }
                    KeyValue<Long, byte[]> older = moments.next();
                    eventTimeMillis = older.key;
                    moment = Moment.of(older.value);
                    place = moment.size() - 1;
                }
            } while (moment.id(place).equals(leftOut));
            return true;
        }

        @Override
        public long eventTimeMillis() {
            return eventTimeMillis;
        }

        @Override
        public double remembered(String column) {
            return moment.remembered(place, column);
        }

        @Override
        public float[] columns(String encoder) {
            return moment.slots(place, encoder);
        }

        @Override
        public void close() {
            moments.close();
        }
    }
}
