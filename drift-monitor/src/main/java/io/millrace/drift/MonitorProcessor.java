package io.millrace.drift;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
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

/** Shows every piece of evidence to the monitor, keeps its state and writes what it decides. There is one of it per pipeline. */
final class MonitorProcessor implements Processor<String, Evidence, String, SpecificRecord> {
    static final String STORE = "monitor";
    private static final String STATE = "state";
    private static final String WINDOWS = "windows";
    private static final Duration TICK = Duration.ofSeconds(1);

    private final PipelineDefinition pipeline;
    private final Deserializer<ModelReference> references;
    private final EpisodeMeters meters;
    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, byte[]> store;
    private Monitor monitor;
    private MonitorState keptState;
    private Windows keptWindows;

    private MonitorProcessor(
            PipelineDefinition pipeline, Deserializer<ModelReference> references, EpisodeMeters meters) {
        this.pipeline = pipeline;
        this.references = references;
        this.meters = meters;
    }

    static ProcessorSupplier<String, Evidence, String, SpecificRecord> supplier(
            PipelineDefinition pipeline, Deserializer<ModelReference> references, EpisodeMeters meters) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Evidence, String, SpecificRecord> get() {
                return new MonitorProcessor(pipeline, references, meters);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        store = context.getStateStore(STORE);
        byte[] state = store.get(STATE);
        byte[] windows = store.get(WINDOWS);
        keptState = state == null ? MonitorState.fresh() : MonitorStateSerde.read(state);
        keptWindows = windows == null ? Windows.none() : WindowsSerde.read(windows);
        monitor = new Monitor(
                pipeline,
                new KeptReferences(context.getStateStore(KeptReferences.STORE), references),
                () -> Instant.ofEpochMilli(context.currentSystemTimeMs()),
                keptState,
                keptWindows);
        meters.show(keptState.standing().episode());
        if (pipeline.drift().windowTime().isPresent()) { // each turn of the clock is a commit
            context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> take(monitor.onClock(), now));
        }
    }

    @Override
    public void process(Record<String, Evidence> record) {
        take(record.value().showTo(monitor, record.timestamp()), record.timestamp());
    }

    private void take(List<Decision> decisions, long at) {
        for (Decision decision : decisions) {
            context.forward(new Record<>(decision.key(), decision.value(), at));
            if (decision.value() instanceof DriftAlert alert) {
                meters.count(alert.getKind(), alert.getPhase());
            }
        }
        if (monitor.state() != keptState) {
            if (monitor.state().standing() != keptState.standing()) {
                meters.show(monitor.state().standing().episode());
            }
            keptState = monitor.state();
            store.put(STATE, MonitorStateSerde.write(keptState));
        }
        if (monitor.windows() != keptWindows) {
            keptWindows = monitor.windows();
            store.put(WINDOWS, WindowsSerde.write(keptWindows));
        }
    }

    /** From now on another process may have the monitor. */
    @Override
    public void close() {
        meters.clear();
    }
}
