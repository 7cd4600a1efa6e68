package io.millrace.processors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.schemas.EncodedRecord;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.Example;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherEncoded;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.groups.Tuple;

/** The history topology with everything around it: cards, each use of which has an amount. */
final class HistoryRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Encoder encoder;
    private final Topics topics;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, EntityEvent> events;
    private final TestInputTopic<String, byte[]> bytes;
    private final TestInputTopic<String, Example> examples;
    private final TestOutputTopic<String, FeatureVector> features;
    private final TestOutputTopic<String, Rejected> quarantine;
    private final List<FeatureVector> seen = new ArrayList<>();
    private TestRecord<String, EntityEvent> last;

    HistoryRun() {
        this(pipeline());
    }

    HistoryRun(PipelineDefinition pipeline) {
        encoder = Encoder.of(pipeline);
        topics = Topics.of(pipeline);
        SchemaRegistry registry = new SchemaRegistry("fake", new FakeRegistry());
        driver = new TopologyTestDriver(
                HistoryTopology.build(pipeline, registry, new SimpleMeterRegistry()), Topologies.settings(), START);
        String eventsTopic = topics.entityEvents().name();
        events = driver.createInputTopic(
                eventsTopic, new StringSerializer(), AvroSerde.of(topics.entityEvents(), registry));
        bytes = driver.createInputTopic(eventsTopic, new StringSerializer(), new ByteArraySerializer());
        examples = driver.createInputTopic(
                topics.examples().name(), new StringSerializer(), AvroSerde.of(topics.examples(), registry));
        features = driver.createOutputTopic(
                topics.features().name(), new StringDeserializer(), AvroSerde.of(topics.features(), registry));
        quarantine = driver.createOutputTopic(
                topics.quarantine().name(), new StringDeserializer(), AvroSerde.of(topics.quarantine(), registry));
    }

    static PipelineDefinition pipeline() {
        return PipelineReader.parse("""
                name: cards
                task: binary-classification
                source: {format: json, entity: card}
                label: {classes: [fine, fraud]}
                columns:
                  - {name: amount, type: numeric}
                history:
                  features:
                    - {take: lag, of: amount}
                    - {take: since-last}
                    - {take: sum, of: amount, window: 1h}
                    - {take: last-label}
                """, "cards.yaml");
    }

    /** Vectors that show so many records of the card, their own among them. */
    static PipelineDefinition sequences(int records) {
        return PipelineReader.parse("""
                name: cards
                task: binary-classification
                source: {format: json, entity: card}
                label: {classes: [fine, fraud]}
                columns:
                  - {name: amount, type: numeric}
                history: {sequence: %d}
                """.formatted(records), "cards.yaml");
    }

    void send(String id, String card, int amount, Instant at) {
        sendAt(id, card, amount, at, at);
    }

    /** @param timestamp Kafka's, which need not be when it happened */
    void sendAt(String id, String card, int amount, Instant happened, Instant timestamp) {
        Encoded encoded = (Encoded) encoder.encode(name -> name.equals("amount") ? amount : null);
        send(id, card, encoded(encoder.fingerprint(), happened, encoded.values().asList(), amount), timestamp);
    }

    /** A record that other encoders see as well. */
    void sendBeside(String id, String card, int amount, Instant at, OtherEncoded... others) {
        Encoded encoded = (Encoded) encoder.encode(name -> name.equals("amount") ? amount : null);
        List<Float> values = encoded.values().asList();
        send(id, card, encoded(encoder.fingerprint(), at, values, amount, others), at);
    }

    /** A record from an instance whose definition is another. */
    void sendOf(String encoder, String id, String card, List<Float> values, OtherEncoded... others) {
        send(id, card, encoded(encoder, START, values, values.get(0), others), START);
    }

    void sendOfAnotherEncoder(String id, String card, Instant at) {
        send(id, card, encoded("0123456789abcdef", at, List.of(1f, 2f), 5), at);
    }

    private void send(String id, String card, EncodedRecord record, Instant timestamp) {
        last = new TestRecord<>(card, new EntityEvent(id, record, null), timestamp);
        events.pipeInput(last);
    }

    private static EncodedRecord encoded(
            String encoder, Instant at, List<Float> values, double amount, OtherEncoded... others) {
        return new EncodedRecord(encoder, at, values, 0, 0, Map.of("amount", amount), List.of(others), Map.of());
    }

    void send(TestRecord<String, EntityEvent> event) {
        events.pipeInput(event);
    }

    /** The last record once more, as after a crash. */
    void repeat() {
        events.pipeInput(last);
    }

    void sendBytes(String key, byte[] value) {
        bytes.pipeInput(key, value, START);
    }

    /** The example that tells a label. */
    void label(String id, String card, String label, Instant arrived) {
        examples.pipeInput(id, new Example(id, "f00d", START, List.of(1f), label, 0L, card, null), arrived);
    }

    /** All vectors so far. */
    List<FeatureVector> features() {
        seen.addAll(features.readValuesToList());
        return seen;
    }

    List<Rejected> quarantined() {
        return quarantine.readValuesToList();
    }

    static Tuple vector(String id, float... values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return Tuple.tuple(id, list);
    }

    @Override
    public void close() {
        driver.close();
    }
}
