package io.millrace.schemas.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;

/** Users' own Avro records, in whatever schema they were written with. Thread-safe. */
public final class UserRecords {
    private final SchemaRegistry registry;
    private final Map<Schema, DatumReader<Object>> readers = new ConcurrentHashMap<>();
    private final Map<Schema, DatumWriter<GenericRecord>> writers = new ConcurrentHashMap<>();

    public UserRecords(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * @throws MalformedRecord where the bytes are not an Avro record in Confluent's wire format
     * @throws SchemaRefused where the registry does not know the schema id
     * @throws RegistryUnavailable where the registry gave no answer
     */
    public GenericRecord read(byte[] bytes) {
        Schema written = WireFormat.writerSchema(bytes, registry);
        Object value = WireFormat.read(bytes, readers.computeIfAbsent(written, by -> new GenericDatumReader<>(by)));
        if (value instanceof GenericRecord read) {
            return read;
        }
        throw new MalformedRecord("the Avro value is a " + written.getType().getName() + ", not a record", null);
    }

    /** Bytes of a record, its schema registered under the topic's value subject. */
    public byte[] write(String topic, GenericRecord value) {
        DatumWriter<GenericRecord> writer =
                writers.computeIfAbsent(value.getSchema(), schema -> new GenericDatumWriter<>(schema));
        return WireFormat.write(registry.idOf(topic, value.getSchema()), value, writer);
    }
}
