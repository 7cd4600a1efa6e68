package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.features.Encoder;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Records in, feature vectors or quarantined records out, one for one; labels inside records go to the labels topic, and
 * categories without a code to the writer of the learned vocabularies.
 */
public final class EncodeTopology {
    static final String RECORDS = "records";
    static final String ENCODE = "encode";
    static final String FEATURES = "features";
    static final String LABELS = "labels";
    static final String ENTITY_EVENTS = "entity-events";

    private EncodeTopology() {}

    /**
     * By the pipeline's own encoder alone.
     *
     * @param meters where its counters go
     */
    public static Topology build(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters) {
        return build(pipeline, registry, meters, List::of, new ColumnFigures());
    }

    /**
     * @param others the encoders that are needed at the moment beside the pipeline's own; asked for each record, from any thread
     * @param figures of the columns, as far as they are known; asked in the same way
     */
    static Topology build(
            PipelineDefinition pipeline,
            SchemaRegistry registry,
            MeterRegistry meters,
            Supplier<List<OtherEncoder>> others,
            ColumnFigures figures) {
        Topics topics = Topics.of(pipeline);
        StringSerializer ids = new StringSerializer();
        Topology topology = new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        RECORDS,
                        new AnyTimestamp(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.records().name())
                .addProcessor(ENCODE, new Processors(pipeline, registry, meters, others, figures), RECORDS)
                .addSink(FEATURES, topics.features().name(), ids, AvroSerde.of(topics.features(), registry), ENCODE)
                .addSink(
                        Quarantine.NODE,
                        topics.quarantine().name(),
                        ids,
                        AvroSerde.of(topics.quarantine(), registry),
                        ENCODE);
        if (pipeline.hasPast()) {
            topology.addSink(
                    ENTITY_EVENTS,
                    topics.entityEvents().name(),
                    ids,
                    AvroSerde.of(topics.entityEvents(), registry),
                    ENCODE);
        }
        if (pipeline.label().column().isPresent()) {
            topology.addSink(LABELS, topics.labels().name(), ids, AvroSerde.of(topics.labels(), registry), ENCODE);
        }
        return VocabularyTopology.addTo(topology, pipeline, registry, meters);
    }

    private record Processors(
            PipelineDefinition pipeline,
            SchemaRegistry registry,
            MeterRegistry meters,
            Supplier<List<OtherEncoder>> others,
            ColumnFigures figures)
            implements ProcessorSupplier<byte[], byte[], String, SpecificRecord> {
        @Override
        public Processor<byte[], byte[], String, SpecificRecord> get() {
            return new EncodeProcessor(
                    pipeline,
                    RecordDecoder.of(pipeline.source().format(), registry),
                    Encoder.of(pipeline),
                    others,
                    figures,
                    new EncodeCounters(pipeline.name(), meters),
                    new VocabularyCounters(pipeline.name(), meters));
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return SeenStores.builders(pipeline.source());
        }
    }
}
