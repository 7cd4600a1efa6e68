package io.millrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.Example;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

class ExampleReaderTest {
    private static final String TOPIC = "loans.examples";

    private final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());
    private final AvroSerde<Example> serde = new AvroSerde<>(Example.class, registry);
    private final ExampleReader reader = new ExampleReader(registry);
    private final ExampleBytes example = new ExampleBytes();

    @Test
    void shouldFindWhatAvroReads() {
        assertThat(sameAsAvro(
                        serde.serialize(TOPIC, example("r-ä-1", "bäd", "somebody", "good", 1.5f, Float.NaN, -0f))))
                .isTrue();
        assertThat(example.encoder()).isEqualTo("encoder-1");
        assertThat(example.corrects()).isTrue();
        assertThat(values()).containsExactly(1.5f, Float.NaN, -0f);

        assertThat(sameAsAvro(serde.serialize(TOPIC, example("", "good", null, null))))
                .isTrue();
        assertThat(example.entity()).isNull();
        assertThat(example.corrects()).isFalse();
        assertThat(example.length()).isZero();
    }

    @Test
    void shouldReadWhatAnotherSchemaWrote() {
        Schema shorter = Schema.createRecord("Example", null, "io.millrace.schemas", false);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : Example.getClassSchema().getFields()) {
            if (!field.name().equals("entity") && !field.name().equals("corrects")) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        shorter.setFields(fields);
        GenericRecord record = new GenericData.Record(shorter);
        record.put("id", "r");
        record.put("encoderFingerprint", "encoder-0");
        record.put("eventTime", 7L);
        record.put("values", List.of(1f, 2f));
        record.put("label", "good");
        record.put("labelDelayMillis", 5L);

        reader.read(
                TOPIC,
                WireFormat.write(registry.idOf("another", shorter), record, new GenericDatumWriter<>(shorter)),
                example);

        assertThat(example.id()).isEqualTo("r");
        assertThat(example.encoder()).isEqualTo("encoder-0");
        assertThat(example.label()).isEqualTo("good");
        assertThat(example.entity()).isNull();
        assertThat(values()).containsExactly(1, 2);
    }

    @Test
    void shouldReadArraysInSeveralBlocks() throws IOException {
        Example written = example("r", "good", null, null, 1, 2, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(serde.serialize(TOPIC, written), WireFormat.HEADER));
        BinaryEncoder blocks = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        new SpecificDatumWriter<>(Example.class).write(written, blocks);
        blocks.flush();

        reader.read(TOPIC, out.toByteArray(), example);

        assertThat(values()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldRefuseWhatAvroRefuses() {
        byte[] good = serde.serialize(TOPIC, example("r1", "good", "me", "bad", 1, 2, 3));
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
        assertThatThrownBy(() -> reader.read(TOPIC, new byte[] {1, 2, 3}, example))
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContaining("wire format");
    }

    /** Whether both read it, and the same of it. */
    private boolean sameAsAvro(byte[] bytes) {
        Example expected;
        try {
            expected = serde.deserialize(TOPIC, bytes);
        } catch (MalformedRecord e) {
            assertThatThrownBy(() -> reader.read(TOPIC, bytes, example)).isInstanceOf(MalformedRecord.class);
            return false;
        }
        reader.read(TOPIC, bytes, example);
        assertThat(example.id()).isEqualTo(expected.getId());
        assertThat(example.encoder()).isEqualTo(expected.getEncoderFingerprint());
        assertThat(example.label()).isEqualTo(expected.getLabel());
        assertThat(example.entity()).isEqualTo(expected.getEntity());
        assertThat(example.corrects()).isEqualTo(expected.getCorrects() != null);
        assertThat(values()).isEqualTo(array(expected.getValues()));
        return true;
    }

    private float[] values() {
        float[] matrix = new float[example.length() + 2];
        example.copyTo(matrix, 1);
        return Arrays.copyOfRange(matrix, 1, 1 + example.length());
    }

    private static Example example(String id, String label, String entity, String corrects, float... values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return new Example(id, "encoder-1", Instant.ofEpochMilli(-5), list, label, -7L, entity, corrects);
    }

    private static float[] array(List<Float> list) {
        float[] array = new float[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }
}
