package io.millrace.trainer;

import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Writes both kinds of record that one transaction of the trainer holds. */
final class ModelRecordSerializer implements Serializer<SpecificRecord> {
    private final AvroSerde<ModelVersion> versions;
    private final AvroSerde<ModelChunk> chunks;

    ModelRecordSerializer(SchemaRegistry registry) {
        this.versions = new AvroSerde<>(ModelVersion.class, registry);
        this.chunks = new AvroSerde<>(ModelChunk.class, registry);
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord value) {
        return value instanceof ModelChunk chunk
                ? chunks.serialize(topic, chunk)
                : versions.serialize(topic, (ModelVersion) value);
    }
}
