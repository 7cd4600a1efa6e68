package io.millrace.trainer;

import io.millrace.schemas.LearnerState;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelDecision;
import io.millrace.schemas.ModelLife;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the kinds of record that one transaction of the trainer holds. */
final class ModelRecordSerializer implements Serializer<SpecificRecord> {
    private static final List<Class<? extends SpecificRecord>> KINDS = List.of(
            ModelVersion.class,
            ModelChunk.class,
            ModelReference.class,
            ModelDecision.class,
            ModelLife.class,
            ModelRevision.class,
            LearnerState.class,
            RetrainRequest.class);

    private final Map<Class<?>, Serializer<SpecificRecord>> serializers = new HashMap<>();

    ModelRecordSerializer(SchemaRegistry registry) {
        KINDS.forEach(kind -> serializers.put(kind, serializer(kind, registry)));
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord value) {
        return serializers.get(value.getClass()).serialize(topic, value);
    }

    private static <T extends SpecificRecord> Serializer<SpecificRecord> serializer(
            Class<T> kind, SchemaRegistry registry) {
        AvroSerde<T> serde = new AvroSerde<>(kind, registry);
        return (topic, value) -> serde.serialize(topic, kind.cast(value));
    }
}
