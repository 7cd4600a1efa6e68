package io.millrace.trainer;

import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the kinds of record that one transaction of the trainer holds. */
final class ModelRecordSerializer implements Serializer<SpecificRecord> {
    private final AvroSerde<ModelVersion> versions;
    private final AvroSerde<ModelChunk> chunks;
    private final AvroSerde<ModelReference> references;

    ModelRecordSerializer(SchemaRegistry registry) {
        this.versions = new AvroSerde<>(ModelVersion.class, registry);
        this.chunks = new AvroSerde<>(ModelChunk.class, registry);
        this.references = new AvroSerde<>(ModelReference.class, registry);
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord value) {
        if (value instanceof ModelChunk chunk) {
            return chunks.serialize(topic, chunk);
        }
        return value instanceof ModelReference reference
                ? references.serialize(topic, reference)
                : versions.serialize(topic, (ModelVersion) value);
    }
}
