package io.millrace.drift;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Outcomes, predictions and models → drift alerts and retrain requests. What comes from many partitions is made small where it is and brought
 * together in one partition, where the one monitor stands.
 */
public final class DriftTopology {
    /** Key of what is brought together. */
    static final String TOGETHER = "all";

    private static final int BATCHES_PER_WINDOW = 20;

    private final Topics topics;
    private final SchemaRegistry registry;
    private final StreamsBuilder builder = new StreamsBuilder();

    private DriftTopology(PipelineDefinition pipeline, SchemaRegistry registry) {
        this.topics = Topics.of(pipeline);
        this.registry = registry;
    }

    /** Pure: reads nothing but its arguments. */
    public static Topology build(PipelineDefinition pipeline, SchemaRegistry registry) {
        return new DriftTopology(pipeline, registry).build(pipeline);
    }

    private Topology build(PipelineDefinition pipeline) {
        int batch = Math.max(1, pipeline.drift().window() / BATCHES_PER_WINDOW);
        KStream<String, SpecificRecord> decisions = models().merge(
                        together(outcomes(), "outcomes"), Named.as("with-outcomes"))
                .merge(together(predictions(batch), "predictions"), Named.as("with-predictions"))
                .process(MonitorProcessor.supplier(pipeline), Named.as("monitor"));
        write(decisions, DriftAlert.class, topics.driftAlerts(), "drift-alerts");
        write(decisions, RetrainRequest.class, topics.retrainRequests(), "retrain-requests");
        return builder.build();
    }

    private KStream<String, Evidence> models() {
        return read(topics.models(), "read-models")
                .filter((key, version) -> version != null, Named.as("skip-deleted-models"))
                .mapValues(ModelSeen::of, Named.as("see-model"));
    }

    private KStream<String, Evidence> outcomes() {
        return read(topics.outcomes(), "read-outcomes")
                .filter((id, outcome) -> !OutcomeSeen.isCorrection(outcome), Named.as("skip-corrections"))
                .map((id, outcome) -> KeyValue.pair(TOGETHER, OutcomeSeen.of(outcome)), Named.as("see-outcome"));
    }

    private KStream<String, Evidence> predictions(int batch) {
        return read(topics.predictions(), "read-predictions")
                .process(PredictionCounter.supplier(batch), Named.as("count-predictions"));
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic, String name) {
        return builder.stream(
                topic.name(),
                Consumed.with(Serdes.String(), AvroSerde.of(topic, registry)).withName(name));
    }

    private static KStream<String, Evidence> together(KStream<String, Evidence> evidence, String name) {
        return evidence.repartition(Repartitioned.with(Serdes.String(), new EvidenceSerde())
                .withName(name)
                .withNumberOfPartitions(1));
    }

    private <V extends SpecificRecord> void write(
            KStream<String, SpecificRecord> decisions, Class<V> type, Topic<V> topic, String name) {
        decisions
                .filter((key, value) -> type.isInstance(value), Named.as("only-" + name))
                .mapValues(type::cast, Named.as("as-" + name))
                .to(
                        topic.name(),
                        Produced.with(Serdes.String(), AvroSerde.of(topic, registry))
                                .withName("write-" + name));
    }
}
