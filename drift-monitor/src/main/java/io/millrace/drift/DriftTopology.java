package io.millrace.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.drift.windows.Part;
import io.millrace.drift.windows.Reading;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.RetrainDecision;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Features, predictions, outcomes and models → drift alerts, retrain requests and decisions. What comes from many partitions is made small where it is and brought
 * together in one partition, where the one monitor stands.
 */
public final class DriftTopology {
    /** Key of what is brought together. */
    static final String TOGETHER = "all";

    private static final int BATCHES_PER_WINDOW = 20;

    private final Topics topics;
    private final SchemaRegistry registry;
    private final Deserializer<ModelReference> references;
    private final int batch;
    private final EpisodeMeters meters;
    private final StreamsBuilder builder = new StreamsBuilder();

    private DriftTopology(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters) {
        this.topics = Topics.of(pipeline);
        this.registry = registry;
        this.references = AvroSerde.of(topics.modelReferences(), registry);
        this.batch = batch(pipeline);
        this.meters = new EpisodeMeters(pipeline.name(), meters);
    }

    /** Records that are counted before they are sent on. */
    static int batch(PipelineDefinition pipeline) {
        int few = Math.min(
                pipeline.drift().window() / BATCHES_PER_WINDOW, pipeline.drift().pane());
        return Math.max(1, Math.min(Part.MOST_RECORDS, few));
    }

    /** Pure: reads nothing but its arguments. */
    public static Topology build(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters) {
        return new DriftTopology(pipeline, registry, meters).build(pipeline);
    }

    private Topology build(PipelineDefinition pipeline) {
        keepReferences();
        KStream<String, Outcome> outcomes = read(topics.outcomes(), "read-outcomes")
                .filter((id, outcome) -> !OutcomeSeen.isCorrection(outcome), Named.as("skip-corrections"));
        KStream<String, Evidence> errors = outcomes.map(
                (id, outcome) -> KeyValue.pair(TOGETHER, OutcomeSeen.of(outcome)), Named.as("see-outcome"));
        KStream<String, Evidence> labels = counted(outcomes, Reading::ofLabels, "labels");
        KStream<String, Evidence> predictions =
                counted(read(topics.predictions(), "read-predictions"), Reading::ofPredictions, "predictions");
        KStream<String, Evidence> features = counted(arrivals(), () -> Reading.ofFeatures(pipeline), "features");
        KStream<String, SpecificRecord> decisions = models().merge(
                        together(errors.merge(labels, Named.as("with-labels")), "outcomes"), Named.as("with-outcomes"))
                .merge(together(predictions, "predictions"), Named.as("with-predictions"))
                .merge(together(features, "features"), Named.as("with-features"))
                .process(MonitorProcessor.supplier(pipeline, references, meters), Named.as("monitor"));
        write(decisions, DriftAlert.class, topics.driftAlerts(), "drift-alerts");
        write(decisions, RetrainRequest.class, topics.retrainRequests(), "retrain-requests");
        write(decisions, RetrainDecision.class, topics.retrainDecisions(), "retrain-decisions");
        return builder.build();
    }

    /** In every instance, for there every partition is counted by them. */
    private void keepReferences() {
        builder.globalTable(
                topics.modelReferences().name(),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("read-model-references"),
                Materialized.<String, byte[]>as(Stores.inMemoryKeyValueStore(KeptReferences.STORE))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.ByteArray()));
    }

    private KStream<String, Evidence> models() {
        return read(topics.models(), "read-models")
                .filter((key, version) -> version != null, Named.as("skip-deleted-models"))
                .mapValues(ModelSeen::of, Named.as("see-model"));
    }

    /** Vectors, and the records that became none, of a partition in the order of time: what share is put into quarantine is right also where the monitor catches up. */
    private KStream<String, SpecificRecord> arrivals() {
        return read(topics.features(), "read-features")
                .mapValues(SpecificRecord.class::cast, Named.as("see-vector"))
                .merge(
                        read(topics.quarantine(), "read-quarantine")
                                .mapValues(SpecificRecord.class::cast, Named.as("see-quarantined")),
                        Named.as("with-quarantined"));
    }

    private <V> KStream<String, Evidence> counted(
            KStream<String, V> records, Supplier<Reading<V>> readings, String name) {
        return records.process(SeriesCounter.supplier(readings, batch, references), Named.as("count-" + name));
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
