package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Vectors, predictions and labels in; an outcome and an example out, together and once per id, when all three are
 * there, and again for each label that corrects an earlier one. So no label trains anything before its prediction was
 * counted.
 */
public final class JoinTopology {
    static final String FEATURES = "features";
    static final String PREDICTIONS = "predictions";
    static final String LABELS = "labels";
    static final String JOIN = "join";
    static final String OUTCOMES = "outcomes";
    static final String EXAMPLES = "examples";

    /** Compaction leaves the newest segment alone: small segments keep changelogs, and restores, short. */
    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", Integer.toString(64 << 20));

    private JoinTopology() {}

    /** @param meters where its counters go */
    public static Topology build(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters) {
        Topics topics = Topics.of(pipeline);
        StringSerializer ids = new StringSerializer();
        Topology topology = new Topology();
        addSource(topology, FEATURES, topics.features().name());
        addSource(topology, PREDICTIONS, topics.predictions().name());
        addSource(topology, LABELS, topics.labels().name());
        return topology.addProcessor(JOIN, new Supplier(pipeline, registry, meters), FEATURES, PREDICTIONS, LABELS)
                .addSink(OUTCOMES, topics.outcomes().name(), ids, AvroSerde.of(topics.outcomes(), registry), JOIN)
                .addSink(EXAMPLES, topics.examples().name(), ids, AvroSerde.of(topics.examples(), registry), JOIN)
                .addSink(
                        Quarantine.NODE,
                        topics.quarantine().name(),
                        ids,
                        AvroSerde.of(topics.quarantine(), registry),
                        JOIN);
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
            return new JoinProcessor(
                    new JoinParts(pipeline, registry), pipeline.label(), new JoinCounters(pipeline.name(), meters));
        }

        /**
         * The cache spares the store and its changelog the states in between: vector and prediction mostly come within
         * one commit.
         */
        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(JoinProcessor.STATES),
                                    Serdes.String(),
                                    new JoinStateSerde())
                            .withCachingEnabled()
                            .withLoggingEnabled(CHANGELOG),
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(JoinProcessor.AGES),
                                    Serdes.Bytes(),
                                    Serdes.ByteArray())
                            .withLoggingEnabled(CHANGELOG));
        }
    }
}
