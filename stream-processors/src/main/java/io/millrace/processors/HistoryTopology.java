package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Encoded records of one entity come together here, whatever their ids; each goes on to the features topic with what its
 * entity's past says. Labels join the past once they have arrived as examples.
 */
public final class HistoryTopology {
    static final String ENTITY_EVENTS = "entity-events";
    static final String HISTORY = "history";
    static final String FEATURES = "features";
    static final String EXAMPLES = "examples";
    static final String ARRIVED_LABELS = "arrived-labels";
    static final String LABEL_EVENTS = "label-events";

    private HistoryTopology() {}

    /** @param meters where its counters go */
    public static Topology build(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters) {
        Topics topics = Topics.of(pipeline);
        StringSerializer keys = new StringSerializer();
        Topology topology = new Topology();
        addSource(topology, ENTITY_EVENTS, topics.entityEvents().name());
        topology.addProcessor(HISTORY, new Supplier(pipeline, registry, meters), ENTITY_EVENTS)
                .addSink(FEATURES, topics.features().name(), keys, AvroSerde.of(topics.features(), registry), HISTORY)
                .addSink(
                        Quarantine.NODE,
                        topics.quarantine().name(),
                        keys,
                        AvroSerde.of(topics.quarantine(), registry),
                        HISTORY);
        if (pipeline.history().takesLabels()) {
            addSource(topology, EXAMPLES, topics.examples().name());
            topology.addProcessor(
                            ARRIVED_LABELS,
                            () -> new ArrivedLabels(AvroSerde.of(topics.examples(), registry)),
                            EXAMPLES)
                    .addSink(
                            LABEL_EVENTS,
                            topics.entityEvents().name(),
                            keys,
                            AvroSerde.of(topics.entityEvents(), registry),
                            ARRIVED_LABELS);
        }
        return topology;
    }

    private static void addSource(Topology topology, String name, String topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                new AnyTimestamp(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    private record Supplier(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters)
            implements ProcessorSupplier<byte[], byte[], String, SpecificRecord> {
        @Override
        public Processor<byte[], byte[], String, SpecificRecord> get() {
            return new HistoryProcessor(
                    pipeline,
                    AvroSerde.of(Topics.of(pipeline).entityEvents(), registry),
                    new HistoryCounters(pipeline.name(), meters));
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return EntityPast.stores(pipeline.history());
        }
    }
}
