package io.millrace.processors;

import io.millrace.features.RawRecord;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Reads users' Avro records, whatever schema each was written with. Thread-safe. */
final class AvroDecoder implements RecordDecoder {
    private final UserRecords records;
    private final Map<Schema, AvroFields> fields = new ConcurrentHashMap<>();

    AvroDecoder(SchemaRegistry registry) {
        this.records = new UserRecords(registry);
    }

    @Override
    public RawRecord decode(byte[] value) {
        GenericRecord record = records.read(value);
        return fields.computeIfAbsent(record.getSchema(), AvroFields::new).of(record);
    }
}
