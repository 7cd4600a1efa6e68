package io.millrace.scorer;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A pipeline of two numbers and two classes, and its vectors. */
final class Loans {
    static final String ENCODER = "encoder-1";
    static final PipelineDefinition PIPELINE = PipelineReader.parse("""
            name: loans
            task: binary-classification
            label:
              classes: [A, B]
              prior: {A: 0.25, B: 0.75}
            columns:
              - {name: salary, type: numeric}
              - {name: age, type: numeric}
            """, "loans.yaml");
    static final Topics TOPICS = Topics.of(PIPELINE);

    final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());

    <T extends SpecificRecord> AvroSerde<T> serde(Topic<T> topic) {
        return AvroSerde.of(topic, registry);
    }

    <T extends SpecificRecord> byte[] bytes(Topic<T> topic, T value) {
        return serde(topic).serialize(topic.name(), value);
    }

    static FeatureVector vector(String id, String encoder, float... values) {
        return vector(id, encoder, List.of(), values);
    }

    static FeatureVector vector(String id, String encoder, List<OtherVector> others, float... values) {
        return new FeatureVector(id, encoder, Instant.ofEpochMilli(5), list(values), 0, 0, null, others);
    }

    static OtherVector other(String encoder, float... values) {
        return new OtherVector(encoder, list(values), 0, 0);
    }

    private static List<Float> list(float... values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
