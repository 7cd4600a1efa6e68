package io.millrace.drift;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
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
    private static final String KEY = "state";

    private final PipelineDefinition pipeline;
    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, MonitorState> store;
    private Monitor monitor;

    private MonitorProcessor(PipelineDefinition pipeline) {
        this.pipeline = pipeline;
    }

    static ProcessorSupplier<String, Evidence, String, SpecificRecord> supplier(PipelineDefinition pipeline) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Evidence, String, SpecificRecord> get() {
                return new MonitorProcessor(pipeline);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), new MonitorStateSerde())
                        .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        store = context.getStateStore(STORE);
        MonitorState kept = store.get(KEY);
        monitor = new Monitor(pipeline, kept == null ? MonitorState.fresh() : kept);
    }

    @Override
    public void process(Record<String, Evidence> record) {
        for (Decision decision : record.value().showTo(monitor, record.timestamp())) {
            context.forward(record.withKey(decision.key()).withValue(decision.value()));
        }
        store.put(KEY, monitor.state());
    }
}
