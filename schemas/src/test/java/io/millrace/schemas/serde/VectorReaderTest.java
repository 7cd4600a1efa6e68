package io.millrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class VectorReaderTest {
    private static final String TOPIC = "loans.features";

    private final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());
    private final AvroSerde<FeatureVector> serde = new AvroSerde<>(FeatureVector.class, registry);
    private final VectorReader reader = new VectorReader(registry);
    private final VectorBytes vector = new VectorBytes();

    @Test
    void shouldFindWhatAvroReads() {
        FeatureVector written = vector("r-ä-1", "encoder-1", "somebody", List.of(), 1.5f, Float.NaN, -0f);

        reader.read(TOPIC, serde.serialize(TOPIC, written), vector);

        assertThat(vector.id()).isEqualTo("r-ä-1");
        assertThat(vector.encoder()).isEqualTo("encoder-1");
        assertThat(vector.eventMillis()).isEqualTo(-5);
        assertThat(vector.encoders()).isEqualTo(1);
        assertThat(values()).containsExactly(1.5f, Float.NaN, -0f);
    }

    @Test
    void shouldShowTheSameRecordAsEachOfItsEncodersMadeIt() {
        List<OtherVector> others = List.of(other("encoder-2", 7, 8, 9), other("encoder-3"));
        reader.read(TOPIC, serde.serialize(TOPIC, vector("r", "encoder-1", null, others, 1, 2)), vector);

        assertThat(vector.encoders()).isEqualTo(3);
        assertThat(vector.encoder(2)).isEqualTo("encoder-3");
        vector.see(1);
        assertThat(vector.encoder()).isEqualTo("encoder-2");
        assertThat(values()).containsExactly(7, 8, 9);
        vector.see(2);
        assertThat(vector.length()).isZero();

        reader.read(TOPIC, serde.serialize(TOPIC, vector("r2", "encoder-9", null, List.of(), 4)), vector);
        assertThat(vector.encoders()).isEqualTo(1);
        assertThat(vector.encoder()).isEqualTo("encoder-9");
        assertThat(values()).containsExactly(4);
    }

    @Test
    void shouldReadWhatAnotherSchemaWrote() {
        Schema shorter = Schema.createRecord("FeatureVector", null, "io.millrace.schemas", false);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : FeatureVector.getClassSchema().getFields()) {
            if (!field.name().equals("entity") && !field.name().equals("others")) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        shorter.setFields(fields);
        GenericRecord record = new GenericData.Record(shorter);
        record.put("id", "r");
        record.put("encoderFingerprint", "encoder-0");
        record.put("eventTime", 7L);
        record.put("values", List.of(1f, 2f));
        record.put("missing", 0);
        record.put("unseen", 0);

        reader.read(
                TOPIC,
                WireFormat.write(registry.idOf("another", shorter), record, new GenericDatumWriter<>(shorter)),
                vector);

        assertThat(vector.id()).isEqualTo("r");
        assertThat(vector.encoder()).isEqualTo("encoder-0");
        assertThat(vector.eventMillis()).isEqualTo(7);
        assertThat(values()).containsExactly(1, 2);
    }

    @Test
    void shouldReadArraysInSeveralBlocks() throws IOException {
        FeatureVector written = vector("r", "encoder-1", null, List.of(other("encoder-2", 5, 6)), 1, 2, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(serde.serialize(TOPIC, written), WireFormat.HEADER));
        BinaryEncoder blocks = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        new SpecificDatumWriter<>(FeatureVector.class).write(written, blocks);
        blocks.flush();

        reader.read(TOPIC, out.toByteArray(), vector);

        assertThat(values()).containsExactly(1, 2, 3);
        vector.see(1);
        assertThat(values()).containsExactly(5, 6);
    }

    @Test
    void shouldRefuseWhatAvroRefuses() {
        byte[] good = serde.serialize(TOPIC, vector("r1", "encoder-1", "me", List.of(other("e", 1)), 1, 2, 3));
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(WireFormat.HEADER, good.length + 3));
            if (random.nextBoolean()) {
                bytes = good.clone();
                bytes[random.nextInt(WireFormat.HEADER, bytes.length)] = (byte) random.nextInt();
            }
            refused += sameAsAvro(bytes) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(1_000);
        assertThatThrownBy(() -> reader.read(TOPIC, new byte[] {1, 2, 3}, vector))
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContaining("wire format");
    }

    @Test
    void shouldNotTakeABlockWithItsLengthForNoOthers() {
        byte[] good = serde.serialize(TOPIC, vector("r1", "encoder-1", "me", List.of(), 1, 2, 3));
        byte[] bytes = Arrays.copyOf(good, good.length + 1);
        bytes[good.length - 1] = 1; // minus one item in a block ...
        bytes[good.length] = 0; // ... of no bytes

        assertThat(sameAsAvro(bytes)).isFalse();
    }

    /** Whether both read it, and the same of it. */
    private boolean sameAsAvro(byte[] bytes) {
        FeatureVector expected;
        try {
            expected = serde.deserialize(TOPIC, bytes);
        } catch (MalformedRecord e) {
            assertThatThrownBy(() -> reader.read(TOPIC, bytes, vector)).isInstanceOf(MalformedRecord.class);
            return false;
        }
        reader.read(TOPIC, bytes, vector);
        assertThat(vector.id()).isEqualTo(expected.getId());
        assertThat(vector.encoder()).isEqualTo(expected.getEncoderFingerprint());
        assertThat(vector.eventMillis()).isEqualTo(expected.getEventTime().toEpochMilli());
        assertThat(values()).isEqualTo(array(expected.getValues()));
        assertThat(vector.encoders()).isEqualTo(1 + expected.getOthers().size());
        return true;
    }

    private float[] values() {
        FloatBuffer matrix = FloatBuffer.allocate(vector.length() + 2);
        vector.copyTo(matrix, 1);
        return Arrays.copyOfRange(matrix.array(), 1, 1 + vector.length());
    }

    static FeatureVector vector(String id, String encoder, String entity, List<OtherVector> others, float... values) {
        return new FeatureVector(id, encoder, Instant.ofEpochMilli(-5), list(values), 3, 200, entity, others);
    }

    static OtherVector other(String encoder, float... values) {
        return new OtherVector(encoder, list(values), 1, 0);
    }

    private static List<Float> list(float... values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    private static float[] array(List<Float> list) {
        float[] array = new float[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }
}
