package io.millrace.drift;

import io.millrace.schemas.Prediction;
import java.time.Duration;
import java.util.Set;
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
 * Counts predictions per class inside each partition, so that a batch of them is sent on as one record. Every prediction is in exactly one
 * batch; a batch of an idle partition goes out after a second.
 */
final class PredictionCounter implements Processor<String, Prediction, String, Evidence> {
    static final String STORE = "prediction-counts";
    private static final String KEY = "batch";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final int batch;
    private ProcessorContext<String, Evidence> context;
    private KeyValueStore<String, Evidence> store;

    private PredictionCounter(int batch) {
        this.batch = batch;
    }

    /** @param batch predictions per record */
    static ProcessorSupplier<String, Prediction, String, Evidence> supplier(int batch) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Prediction, String, Evidence> get() {
                return new PredictionCounter(batch);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), new EvidenceSerde())
                        .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Evidence> processorContext) {
        context = processorContext;
        store = context.getStateStore(STORE);
        context.schedule(LONGEST_WAIT, PunctuationType.WALL_CLOCK_TIME, now -> flush());
    }

    @Override
    public void process(Record<String, Prediction> record) {
        Prediction prediction = record.value();
        if (prediction == null || prediction.getShadow()) {
            return;
        }
        if (store.get(KEY) instanceof PredictionsSeen waiting
                && waiting.modelVersion() != prediction.getModelVersion()) {
            flush();
        }
        PredictionsSeen counted = store.get(KEY) instanceof PredictionsSeen waiting
                ? waiting
                : PredictionsSeen.none(prediction.getModelVersion(), record.timestamp());
        PredictionsSeen next = counted.plus(prediction.getLabel(), record.timestamp());
        store.put(KEY, next);
        if (next.total() >= batch) {
            flush();
        }
    }

    private void flush() {
        if (store.delete(KEY) instanceof PredictionsSeen waiting) {
            context.forward(new Record<>(DriftTopology.TOGETHER, waiting, waiting.to()));
        }
    }
}
