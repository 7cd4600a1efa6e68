package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.Example;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The join topology with everything around it. The vector comes at second 0, its prediction is made at 1, its label
 * known at 2.
 */
final class JoinRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration HORIZON = Duration.ofHours(1);

    final MeterRegistry meters = new SimpleMeterRegistry();
    private final SchemaRegistry registry = new SchemaRegistry("fake", new FakeRegistry());
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, FeatureVector> features;
    private final TestInputTopic<String, Prediction> predictions;
    private final TestInputTopic<String, Label> labels;
    private final TestInputTopic<byte[], byte[]> rawLabels;
    private final TestOutputTopic<String, Outcome> outcomes;
    private final TestOutputTopic<String, Example> examples;
    private final TestOutputTopic<String, Rejected> quarantine;

    JoinRun() {
        this("{classes: ['0', '1'], horizon: 1h}");
    }

    JoinRun(String label) {
        PipelineDefinition pipeline = Topologies.pipeline("{}", label);
        Topics topics = Topics.of(pipeline);
        driver = new TopologyTestDriver(JoinTopology.build(pipeline, registry, meters), Topologies.settings(), START);
        features = input(topics.features());
        predictions = input(topics.predictions());
        labels = input(topics.labels());
        rawLabels =
                driver.createInputTopic(topics.labels().name(), new ByteArraySerializer(), new ByteArraySerializer());
        outcomes = output(topics.outcomes());
        examples = output(topics.examples());
        quarantine = output(topics.quarantine());
    }

    private <T extends SpecificRecord> TestInputTopic<String, T> input(Topic<T> topic) {
        return driver.createInputTopic(topic.name(), new StringSerializer(), AvroSerde.of(topic, registry));
    }

    private <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic<T> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), AvroSerde.of(topic, registry));
    }

    void features(String id) {
        features(id, null);
    }

    void features(String id, String entity) {
        features.pipeInput(
                id, new FeatureVector(id, "f00d", START, List.of(1f, Float.NaN), 1, 0, entity, List.of()), START);
    }

    void prediction(String id) {
        prediction(id, Map.of("0", 0.25f, "1", 0.75f), false);
    }

    void prediction(String id, Map<String, Float> probabilities, boolean shadow) {
        Instant at = START.plusSeconds(1);
        predictions.pipeInput(
                id, new Prediction(id, 3L, "f00d", START, at, "1", 0.75, probabilities, false, shadow, 0, false), at);
    }

    void label(String id) {
        label(id, "1");
    }

    void label(String id, String value) {
        label(id, value, 2);
    }

    /** @param second at which the label becomes known, and comes */
    void label(String id, String value, int second) {
        Instant at = START.plusSeconds(second);
        labels.pipeInput(id, new Label(id, value, at), at);
    }

    void labelOfAnother(String key, String id) {
        labels.pipeInput(key, new Label(id, "1", START), START);
    }

    void rawLabel(byte[] key, byte[] value) {
        rawLabels.pipeInput(key, value, START);
    }

    void waitFor(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<TestRecord<String, Outcome>> outcomes() {
        return outcomes.readRecordsToList();
    }

    List<TestRecord<String, Example>> examples() {
        return examples.readRecordsToList();
    }

    List<Rejected> quarantined() {
        return quarantine.readValuesToList();
    }

    double count(JoinEvent event) {
        return meters.counter("millrace.join.events", "pipeline", "loans", "event", event.code())
                .count();
    }

    /** Entries in both stores. */
    int remembered() {
        return entries(JoinProcessor.STATES) + entries(JoinProcessor.AGES);
    }

    private int entries(String store) {
        int entries = 0;
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    @Override
    public void close() {
        driver.close();
    }
}
