package io.millrace.schemas.serde;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.topics.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of one generated Avro record in Confluent's wire format. What an older or newer Millrace wrote is read into this
 * version's record by Avro's schema resolution. Thread-safe.
 *
 * @param <T> generated record
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T>, Serializer<T>, Deserializer<T> {
    static {
        GeneratedRecords.trust();
    }

    private final SchemaRegistry registry;
    private final Schema schema;
    private final SpecificData data;
    private final DatumWriter<T> writer;
    private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();

    public AvroSerde(Class<T> type, SchemaRegistry registry) {
        this.registry = registry;
        this.schema = SpecificData.get().getSchema(type);
        this.data = SpecificData.getForClass(type);
        this.writer = new SpecificDatumWriter<>(schema, data);
    }

    /** The serde of a catalogue topic's values. */
    public static <T extends SpecificRecord> AvroSerde<T> of(Topic<T> topic, SchemaRegistry registry) {
        return new AvroSerde<>(topic.valueType(), registry);
    }

    @Override
    public byte[] serialize(String topic, T value) {
        return value == null ? null : bytes(registry.idOf(topic, schema), value);
    }

    /** The bytes of a value as this version writes it, under no schema's id. */
    byte[] laidOut(T value) {
        return WireFormat.write(0, value, writer);
    }

    /** Vectors are by far the most that is written, so they have a writer of their own. */
    private byte[] bytes(int schemaId, T value) {
        return value instanceof FeatureVector vector
                ? FeatureVectorWriter.write(schemaId, vector)
                : WireFormat.write(schemaId, value, writer);
    }

    /** @throws MalformedRecord where the bytes are not this record */
    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        Schema written = WireFormat.writerSchema(bytes, registry);
        return WireFormat.read(
                bytes, readers.computeIfAbsent(written, by -> new SpecificDatumReader<>(by, schema, data)));
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        // nothing to configure: everything came with the constructor
    }

    @Override
    public void close() {
        // holds nothing
    }
}
