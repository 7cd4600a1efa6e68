package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The encode topology with everything around it: send records, read what came out. */
final class EncodeRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** What ingest writes: every column may be anything. */
    static final Schema LOAN = SchemaBuilder.record("Loan")
            .fields()
            .name("id")
            .type(anything())
            .withDefault(null)
            .name("salary")
            .type(anything())
            .withDefault(null)
            .name("car")
            .type(anything())
            .withDefault(null)
            .name("zip")
            .type(anything())
            .withDefault(null)
            .name("paid")
            .type(anything())
            .withDefault(null)
            .endRecord();

    final FakeRegistry registryFake = new FakeRegistry();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final Topics topics;
    private final SchemaRegistry registry = new SchemaRegistry("fake", registryFake);
    private final UserRecords userRecords = new UserRecords(registry);
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> records;
    private final TestOutputTopic<String, FeatureVector> features;
    private final TestOutputTopic<String, Rejected> quarantine;
    private final TestOutputTopic<String, Label> labels;
    private final TestOutputTopic<String, EntityEvent> entityEvents;

    EncodeRun(PipelineDefinition pipeline) {
        this(pipeline, List::of);
    }

    /** @param others encoders that are needed beside the pipeline's own */
    EncodeRun(PipelineDefinition pipeline, Supplier<List<OtherEncoder>> others) {
        this(pipeline, others, new ColumnFigures());
    }

    EncodeRun(PipelineDefinition pipeline, Supplier<List<OtherEncoder>> others, ColumnFigures figures) {
        topics = Topics.of(pipeline);
        driver = new TopologyTestDriver(
                EncodeTopology.build(pipeline, registry, meters, others, figures), Topologies.settings(), START);
        records =
                driver.createInputTopic(topics.records().name(), new ByteArraySerializer(), new ByteArraySerializer());
        features = output(topics.features());
        quarantine = output(topics.quarantine());
        labels = output(topics.labels());
        entityEvents = output(topics.entityEvents());
    }

    static EncodeRun avro() {
        return new EncodeRun(
                Topologies.pipeline("{id: id, duplicateWindow: 1h}", "{column: paid, classes: ['0', '1']}"));
    }

    static EncodeRun json() {
        return new EncodeRun(
                Topologies.pipeline("{format: json, eventTime: at, duplicateWindow: 1h}", "{classes: ['0', '1']}"));
    }

    private static Schema anything() {
        return SchemaBuilder.unionOf()
                .nullType()
                .and()
                .booleanType()
                .and()
                .longType()
                .and()
                .doubleType()
                .and()
                .stringType()
                .endUnion();
    }

    private <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic<T> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), AvroSerde.of(topic, registry));
    }

    /** A good loan; what is given replaces its fields. */
    void sendLoan(String id, Map<String, ?> changes) {
        send(id, loan(LOAN, changes), START);
    }

    void sendLoan(String id, Instant at) {
        send(id, loan(LOAN, Map.of()), at);
    }

    byte[] loan(Schema schema, Map<String, ?> changes) {
        GenericData.Record loan = new GenericData.Record(schema);
        loan.put("salary", 1_200.5);
        loan.put("car", "bmw");
        loan.put("zip", 12_345L);
        changes.forEach(loan::put);
        return userRecords.write(topics.records().name(), loan);
    }

    void sendJson(String id, String json) {
        send(id, json.getBytes(StandardCharsets.UTF_8), START);
    }

    void send(String id, byte[] value, Instant at) {
        send(new TestRecord<>(id == null ? null : id.getBytes(StandardCharsets.UTF_8), value, at));
    }

    void send(TestRecord<byte[], byte[]> record) {
        records.pipeInput(record);
    }

    List<FeatureVector> features() {
        return features.readValuesToList();
    }

    List<TestRecord<String, FeatureVector>> featureRecords() {
        return features.readRecordsToList();
    }

    List<Rejected> quarantined() {
        return quarantine.readValuesToList();
    }

    List<TestRecord<String, Rejected>> quarantineRecords() {
        return quarantine.readRecordsToList();
    }

    List<Label> labels() {
        return labels.readValuesToList();
    }

    List<TestRecord<String, EntityEvent>> entityEvents() {
        return entityEvents.readRecordsToList();
    }

    /** What the changelog of the duplicate window got. */
    List<TestRecord<byte[], byte[]>> seenIdsChangelog() {
        return driver.createOutputTopic(
                        "test-" + SeenStores.IDS + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
