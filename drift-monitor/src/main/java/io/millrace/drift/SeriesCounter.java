package io.millrace.drift;

import io.millrace.drift.windows.Part;
import io.millrace.drift.windows.Reading;
import io.millrace.drift.windows.Reference;
import io.millrace.drift.windows.SeriesReference;
import io.millrace.schemas.ModelReference;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Counts the records of a series inside each partition, by the champion's reference, so that a batch of them is sent on as one record. Every record that
 * fits the reference is in exactly one batch; a batch of an idle partition goes out after a second. Before there is a reference nothing is counted.
 */
final class SeriesCounter<V> implements Processor<String, V, String, Evidence> {
    private static final String KEY = "batch";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Reading<V> reading;
    private final int batch;
    private final Deserializer<ModelReference> deserializer;
    private ProcessorContext<String, Evidence> context;
    private KeyValueStore<String, byte[]> store;
    private KeptReferences references;
    private Optional<Reference> reference = Optional.empty();
    private Part part;

    private SeriesCounter(Reading<V> reading, int batch, Deserializer<ModelReference> deserializer) {
        this.reading = reading;
        this.batch = batch;
        this.deserializer = deserializer;
    }

    /**
     * @param readings makes one for each partition
     * @param batch records per batch
     */
    static <V> ProcessorSupplier<String, V, String, Evidence> supplier(
            Supplier<Reading<V>> readings, int batch, Deserializer<ModelReference> deserializer) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, V, String, Evidence> get() {
                return new SeriesCounter<>(readings.get(), batch, deserializer);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(store(readings.get())),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withCachingEnabled());
            }
        };
    }

    private static String store(Reading<?> reading) {
        return "counted-" + reading.series().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void init(ProcessorContext<String, Evidence> processorContext) {
        context = processorContext;
        store = context.getStateStore(store(reading));
        references = new KeptReferences(context.getStateStore(KeptReferences.STORE), deserializer);
        byte[] kept = store.get(KEY);
        part = kept == null ? new Part(0, 0) : Part.of(kept);
        context.schedule(LONGEST_WAIT, PunctuationType.WALL_CLOCK_TIME, now -> flush());
    }

    @Override
    public void process(Record<String, V> record) {
        if (record.value() == null) {
            return;
        }
        if (part.arrived() == 0) {
            reference = references.champion();
        } else if (reference.isEmpty()) {
            flush(); // counted before a restart, by a reference that may be another by now
            reference = references.champion();
        }
        reference
                .filter(known -> reading.fits(record.value(), known))
                .ifPresent(known ->
                        known.series(reading.series()).ifPresent(columns -> count(record, known.version(), columns)));
    }

    private void count(Record<String, V> record, long version, SeriesReference columns) {
        if (!part.goesOn(version, columns)) {
            part = new Part(version, columns.places());
        }
        part.add(record.value(), reading, columns, record.timestamp());
        store.put(KEY, part.toBytes());
        if (part.arrived() >= batch) {
            flush();
        }
    }

    private void flush() {
        if (part.arrived() > 0) {
            context.forward(new Record<>(DriftTopology.TOGETHER, SeriesSeen.of(part, reading.series()), part.to()));
            store.delete(KEY);
            part = part.next();
        }
    }
}
