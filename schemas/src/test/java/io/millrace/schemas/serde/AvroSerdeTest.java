package io.millrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdeTest {
    private static final String TOPIC = "loans.labels";

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
    private final SchemaRegistry registry = new SchemaRegistry("http://fake", client);
    private final AvroSerde<Label> labels = new AvroSerde<>(Label.class, registry);
    private final Label label = new Label("7", "granted", Instant.ofEpochMilli(1_700_000_000_123L));

    static List<Class<? extends SpecificRecord>> recordTypes() {
        PipelineDefinition pipeline = PipelineReader.parse(
                "{name: p, task: binary-classification, label: {classes: [a, b]}, columns: [{name: x, type: numeric}]}",
                "p.yaml");
        return Topics.of(pipeline).all().stream()
                .map(Topic::valueType)
                .filter(SpecificRecord.class::isAssignableFrom)
                .<Class<? extends SpecificRecord>>map(type -> type.asSubclass(SpecificRecord.class))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("recordTypes")
    <T extends SpecificRecord> void shouldReadWhatItWrote(Class<T> type) {
        AvroSerde<T> serde = new AvroSerde<>(type, registry);
        Schema schema = SpecificData.get().getSchema(type);
        for (Object generated : new RandomData(schema, 20, 42L, true)) {
            byte[] foreign = WireFormat.write(
                    registry.idOf("p.any", schema), (GenericRecord) generated, new GenericDatumWriter<>(schema));
            T first = serde.deserialize("p.any", foreign);
            T second = serde.deserialize("p.any", serde.serialize("p.any", first));

            assertThat(second).isInstanceOf(type).isEqualTo(first);
        }
    }

    @Test
    void shouldWriteVectorsAsAvroWould() {
        AvroSerde<FeatureVector> vectors = new AvroSerde<>(FeatureVector.class, registry);
        Schema schema = FeatureVector.getClassSchema();
        for (Object generated : new RandomData(schema, 200, 7L, true)) {
            byte[] avros = WireFormat.write(
                    registry.idOf("p.any", schema), (GenericRecord) generated, new GenericDatumWriter<>(schema));

            assertThat(vectors.serialize("p.any", vectors.deserialize("p.any", avros)))
                    .isEqualTo(avros);
        }
    }

    @Test
    void shouldWriteConfluentsWireFormat() throws Exception {
        byte[] bytes = labels.serialize(TOPIC, label);

        assertThat(bytes[0]).isZero();
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        assertThat(client.getSchemaById(id).rawSchema()).isEqualTo(Label.getClassSchema());
        assertThat(client.getAllSubjects()).containsExactly(TOPIC + "-value");
        assertThat(bytes).hasSize(5 + 1 + 1 + 1 + 7 + 6);
    }

    @Test
    void shouldLetTombstonesThrough() {
        assertThat(labels.serialize(TOPIC, null)).isNull();
        assertThat(labels.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void shouldRefuseBytesThatAreNotInTheWireFormat() {
        Stream.of(new byte[0], new byte[] {0, 0, 0}, "{\"id\": 7}".getBytes(), new byte[] {1, 0, 0, 0, 1, 2})
                .forEach(bytes -> assertThatExceptionOfType(MalformedRecord.class)
                        .isThrownBy(() -> labels.deserialize(TOPIC, bytes))
                        .withMessageContaining("wire format"));
    }

    @Test
    void shouldRefuseACutRecord() {
        byte[] bytes = labels.serialize(TOPIC, label);
        for (int length = 5; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> labels.deserialize(TOPIC, cut));
        }
    }

    @Test
    void shouldRefuseBytesLeftOver() {
        byte[] bytes = labels.serialize(TOPIC, label);

        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> labels.deserialize(TOPIC, Arrays.copyOf(bytes, bytes.length + 1)))
                .withMessageContaining("left over");
    }

    @Test
    void shouldRefuseALengthThatNoRecordHas() {
        int id = registry.idOf(TOPIC, Label.getClassSchema());
        for (int[] length : new int[][] {
            {0xfe, 0xff, 0xff, 0xff, 0x0f}, // 2^31 - 1
            {0xee, 0xff, 0xff, 0xff, 0x0f}, // a little less, what Java can allocate
            {0x01}, // -1
            {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01} // the least long
        }) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(5 + length.length).put((byte) 0).putInt(id);
            Arrays.stream(length).forEach(octet -> bytes.put((byte) octet));

            assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> labels.deserialize(TOPIC, bytes.array()));
        }
    }

    @Test
    void shouldRefuseAnIdTheRegistryDoesNotKnow() {
        byte[] bytes = labels.serialize(TOPIC, label);
        bytes[4] = 77;

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> labels.deserialize(TOPIC, bytes))
                .withMessageContaining("schema id 77");
    }

    @Test
    void shouldRefuseARecordOfAnotherKind() {
        byte[] bytes = labels.serialize(TOPIC, label);
        AvroSerde<Rejected> rejected = new AvroSerde<>(Rejected.class, registry);

        assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> rejected.deserialize(TOPIC, bytes));
    }

    @Test
    void shouldReadWhatAnOlderVersionWrote() throws Exception {
        Schema older = without("field", Rejected.getClassSchema());
        GenericRecord written =
                (GenericRecord) new RandomData(older, 1, 42L, true).iterator().next();
        int id = client.register("p.quarantine-value", new AvroSchema(older));
        byte[] bytes = WireFormat.write(id, written, new GenericDatumWriter<>(older));

        Rejected read = new AvroSerde<>(Rejected.class, registry).deserialize("p.quarantine", bytes);

        assertThat(read.getField()).isNull();
        assertThat(read.getReason()).isEqualTo(written.get("reason").toString());
        assertThat(read.getOriginalOffset()).isEqualTo(written.get("originalOffset"));
    }

    @Test
    void shouldReadWhatANewerVersionWrote() throws Exception {
        Schema newer = new Schema.Parser()
                .parse(Label.getClassSchema()
                        .toString()
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"default\":\"\"},"));
        GenericRecord written = new GenericData.Record(newer);
        written.put("source", "branch 4");
        written.put("id", "7");
        written.put("value", "granted");
        written.put("labelledAt", 1_700_000_000_123L);
        int id = client.register(TOPIC + "-value", new AvroSchema(newer));

        assertThat(labels.deserialize(TOPIC, WireFormat.write(id, written, new GenericDatumWriter<>(newer))))
                .isEqualTo(label);
    }

    private static Schema without(String field, Schema schema) {
        List<Schema.Field> fields = schema.getFields().stream()
                .filter(each -> !each.name().equals(field))
                .map(each -> new Schema.Field(each, each.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
