package io.millrace.processors;

import io.millrace.schemas.pipeline.FieldPath;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The fields of the records of one writer schema, by name or path. The way to each is found once, not per record; what the
 * schema lacks is a missing value. Thread-safe.
 */
final class AvroFields {
    private final Schema schema;
    private final Map<String, AvroValue> ways = new ConcurrentHashMap<>(); // as many as the pipeline names

    AvroFields(Schema schema) {
        this.schema = schema;
    }

    /** What a raw record holds under the name: see {@link io.millrace.features.RawRecord}. */
    Object value(GenericRecord record, String name) {
        AvroValue way = ways.get(name);
        return (way == null ? ways.computeIfAbsent(name, this::way) : way).of(record);
    }

    private AvroValue way(String name) {
        return AvroValue.at(schema, FieldPath.of(name));
    }
}
