package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.VocabularyRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** One instance of the encode topology whose columns learn, with JSON records. */
final class LearningRun implements AutoCloseable {
    final MeterRegistry meters = new SimpleMeterRegistry();
    private final SchemaRegistry registry = new SchemaRegistry("fake", new FakeRegistry());
    private final Topics topics;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> records;
    private final TestInputTopic<String, byte[]> requests;
    private final TestInputTopic<String, byte[]> known;
    private final TestOutputTopic<String, FeatureVector> features;
    private final TestOutputTopic<String, Rejected> quarantine;
    private final TestOutputTopic<String, VocabularyRequest> asked;
    private final TestOutputTopic<String, VocabularyEntry> given;

    LearningRun(PipelineDefinition pipeline) {
        this(pipeline, List::of);
    }

    /** @param others encoders that are needed beside the pipeline's own */
    LearningRun(PipelineDefinition pipeline, Supplier<List<OtherEncoder>> others) {
        topics = Topics.of(pipeline);
        driver = new TopologyTestDriver(
                EncodeTopology.build(pipeline, registry, meters, others, new ColumnFigures()),
                Topologies.settings(),
                EncodeRun.START);
        records = input(topics.records());
        requests = input(topics.vocabularyRequests());
        known = input(topics.vocabularies());
        features = output(topics.features());
        quarantine = output(topics.quarantine());
        asked = output(topics.vocabularyRequests());
        given = output(topics.vocabularies());
    }

    /** @param columns as they stand under {@code columns:} */
    static PipelineDefinition pipeline(String... columns) {
        return PipelineReader.parse(
                "name: shops\ntask: multiclass-classification\nsource: {format: json}\nlabel: {classes: [a, b]}\ncolumns:\n  - "
                        + String.join("\n  - ", columns),
                "shops.yaml");
    }

    private TestInputTopic<String, byte[]> input(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
    }

    private <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic<T> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), AvroSerde.of(topic, registry));
    }

    /** @return the vector's values; empty where the record was put aside */
    List<Float> encode(String id, String json) {
        send(id, json);
        return features.isEmpty() ? List.of() : features.readValue().getValues();
    }

    void send(String id, String json) {
        records.pipeInput(id, json.getBytes(StandardCharsets.UTF_8), EncodeRun.START);
    }

    /** As if another instance had written it. */
    void know(VocabularyEntry entry) {
        Topic<VocabularyEntry> topic = topics.vocabularies();
        know(
                VocabularyKey.of(entry.getColumn(), entry.getValue()),
                AvroSerde.of(topic, registry).serialize(topic.name(), entry));
    }

    void know(String key, byte[] value) {
        known.pipeInput(key, value, EncodeRun.START);
    }

    /** As if another task had asked. */
    void ask(String column, String value) {
        Topic<VocabularyRequest> topic = topics.vocabularyRequests();
        ask(AvroSerde.of(topic, registry).serialize(topic.name(), new VocabularyRequest(column, value)));
    }

    void ask(byte[] request) {
        requests.pipeInput("x", request, EncodeRun.START);
    }

    void passes(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<FeatureVector> features() {
        return features.readValuesToList();
    }

    List<Rejected> quarantined() {
        return quarantine.readValuesToList();
    }

    List<String> asked() {
        return asked.readValuesToList().stream()
                .map(VocabularyRequest::getValue)
                .toList();
    }

    List<VocabularyEntry> given() {
        return given.readValuesToList();
    }

    double count(String meter) {
        return meters.counter(meter, "pipeline", "shops").count();
    }

    @Override
    public void close() {
        driver.close();
    }
}
