package io.millrace.schemas.serde;

import static io.millrace.schemas.serde.VectorReaderTest.other;
import static io.millrace.schemas.serde.VectorReaderTest.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.PredictionBytes.By;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionBytesTest {
    private static final Topics TOPICS = Topics.of(PipelineReader.parse("""
            name: loans
            task: binary-classification
            label: {classes: [A, B]}
            columns: [{name: salary, type: numeric}]
            """, "loans.yaml"));
    private static final Topic<Prediction> TOPIC = TOPICS.predictions();

    private final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());
    private final AvroSerde<Prediction> serde = AvroSerde.of(TOPIC, registry);
    private final AvroSerde<FeatureVector> vectors = AvroSerde.of(TOPICS.features(), registry);
    private final PredictionBytes predictions = new PredictionBytes(TOPIC, registry);

    @Test
    void shouldWriteTheBytesThatAvroWrites() {
        FloatBuffer probabilities = FloatBuffer.wrap(new float[] {9, 0.25f, 0.75f});
        for (long version : new long[] {0, 1, 63, 64, 8_191, 8_192, 1L << 40}) {
            for (long millis : new long[] {0, -1, 1_767_225_600_000L}) {
                predictions.batch(version, 0, List.of("fine", "mangé"), version == 0 ? By.PRIOR : By.CHAMPION, millis);
                byte[] bytes =
                        predictions.write(read(vector("r-ä", "encoder-1", null, List.of(), 1)), probabilities, 1, 1);
                assertThat(bytes)
                        .isEqualTo(serde.serialize(
                                TOPIC.name(),
                                prediction("r-ä", version, "encoder-1", millis, "mangé", 0.75f, "fine", "mangé")));
            }
        }
    }

    @Test
    void shouldNameTheEncoderByWhichTheVectorIsSeenAndTheClassesOfTheLastBatch() {
        VectorBytes vector = read(vector("r", "encoder-1", "me", List.of(other("encoder-22", 1)), 1));
        predictions.batch(1, 0, List.of("A", "B"), By.CHAMPION, 0);
        predictions.batch(7, 0, List.of("x", "yy"), By.CHAMPION, 5);
        vector.see(1);

        byte[] bytes = predictions.write(vector, FloatBuffer.wrap(new float[] {0.25f, 0.75f}), 0, 0);

        assertThat(serde.deserialize(TOPIC.name(), bytes))
                .isEqualTo(prediction("r", 7, "encoder-22", 5, "x", 0.25f, "x", "yy"));
    }

    @Test
    void shouldWriteANumber() {
        predictions.batch(7, 0, List.of(), By.CHAMPION, 5);
        for (float number : new float[] {12.5f, -3, 0.1f, 1e10f, 123_456_789, 3.4e38f}) {
            VectorBytes vector = read(vector("r", "encoder-1", null, List.of(), 1));
            byte[] bytes = predictions.write(vector, FloatBuffer.wrap(new float[] {9, number}), 1, 0);

            Prediction prediction = serde.deserialize(TOPIC.name(), bytes);
            assertThat(Float.parseFloat(prediction.getLabel())).isEqualTo(number);
            assertThat(prediction.getConfidence()).isNaN();
            assertThat(prediction.getProbabilities()).isEmpty();
            assertThat(bytes).isEqualTo(serde.serialize(TOPIC.name(), prediction));
        }
        assertThat(PredictionBytes.text(12)).isEqualTo("12");
        assertThat(PredictionBytes.text(0.1f)).isEqualTo("0.1");
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void shouldSayWhoAnsweredAndWithWhichRevision(By by) {
        VectorBytes vector = read(vector("r", "encoder-1", null, List.of(), 1));
        for (int revision : new int[] {0, 63, 64, 1_000_000, Integer.MAX_VALUE}) {
            predictions.batch(7, revision, List.of(), by, 5);

            byte[] bytes = predictions.write(vector, FloatBuffer.wrap(new float[] {2}), 0, 0);

            Prediction prediction = serde.deserialize(TOPIC.name(), bytes);
            assertThat(prediction.getRevision()).isEqualTo(revision);
            assertThat(prediction.getColdStart()).isEqualTo(by == By.PRIOR);
            assertThat(prediction.getCanary()).isEqualTo(by == By.CANARY);
            assertThat(prediction.getShadow()).isEqualTo(by == By.SHADOW);
            assertThat(bytes).isEqualTo(serde.serialize(TOPIC.name(), prediction));
        }
    }

    private VectorBytes read(FeatureVector vector) {
        VectorBytes found = new VectorBytes();
        String topic = TOPICS.features().name();
        new VectorReader(registry).read(topic, vectors.serialize(topic, vector), found);
        return found;
    }

    private static Prediction prediction(
            String id, long version, String encoder, long millis, String label, float best, String one, String other) {
        Map<String, Float> shares = new LinkedHashMap<>();
        shares.put(one, 0.25f);
        shares.put(other, 0.75f);
        return new Prediction(
                id,
                version,
                encoder,
                Instant.ofEpochMilli(-5),
                Instant.ofEpochMilli(millis),
                label,
                (double) best,
                shares,
                version == 0,
                false,
                0,
                false);
    }
}
