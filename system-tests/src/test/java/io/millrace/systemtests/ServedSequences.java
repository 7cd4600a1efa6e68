package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.Example;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An LSTM that a trainer makes of vectors that were encoded, and what scorers answer by it. */
final class ServedSequences {
    /** Ids of vectors that are to be answered by it, each once. */
    static final String IDS = "sequence-";

    private final Path directory;
    private final KafkaConnection kafka;
    private final PipelineDefinition pipeline;
    private final Topics topics;
    private final CommittedTopic<Prediction> predictions;
    private ModelVersion champion;

    ServedSequences(Path directory, KafkaConnection kafka, PipelineDefinition pipeline) {
        this.directory = directory;
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.topics = Topics.of(pipeline);
        this.predictions = new CommittedTopic<>(kafka, topics.predictions());
    }

    /** Learns from vectors whether the first number has more than half behind its point, until what was learnt serves. */
    void train(List<FeatureVector> vectors) throws Exception {
        TopicFill.fill(kafka, topics.examples(), vectors.size(), number -> {
            Example example = example(vectors.get((int) number));
            return new ProducerRecord<>(topics.examples().name(), example.getId(), example);
        });
        RetrainRequest request = RetrainRequest.newBuilder()
                .setRequest("first")
                .setCause(RetrainCause.USER)
                .setSince(Instant.EPOCH)
                .setMinExamples(vectors.size())
                .setMaxExamples(vectors.size())
                .setRequestedAt(Instant.now())
                .setMessage("please")
                .build();
        TopicFill.fill(
                kafka,
                topics.retrainRequests(),
                1,
                number -> new ProducerRecord<>(topics.retrainRequests().name(), "first", request));
        try (MillraceProcess trainer = service("trainer", "trainer")) {
            champion = new CommittedTopic<>(kafka, topics.models())
                    .await(1, version -> version.getStatus() == ModelStatus.CHAMPION);
            assertThat(trainer.isAlive()).as(trainer.said()).isTrue();
        }
        assertThat(champion.getFamily()).isEqualTo("lstm");
    }

    private static Example example(FeatureVector vector) {
        return new Example(
                vector.getId(),
                vector.getEncoderFingerprint(),
                vector.getEventTime(),
                vector.getValues(),
                vector.getValues().get(0) % 1 > 0.5 ? "a" : "b",
                0L,
                vector.getEntity(),
                null);
    }

    /** A scorer that can be killed. */
    MillraceProcess scorer(String name) throws IOException {
        return service("scorer", name);
    }

    private MillraceProcess service(String service, String name) throws IOException {
        return MillraceProcess.startBriefly(
                directory.resolve(name + ".log"),
                directory,
                "up",
                "--services=" + service,
                "--pipeline=sales.yaml",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--schema-registry=" + kafka.schemaRegistry(),
                "--data-dir=" + name);
    }

    /** Until something was answered by the champion. */
    void awaitServing() {
        predictions.await(1, prediction -> prediction.getModelVersion() == champion.getVersion());
    }

    /** Until so many of the vectors that count are answered. */
    void await(int vectors) {
        predictions.await(vectors, prediction -> prediction.getId().startsWith(IDS));
    }

    /** Each is answered once, as the file answers that vector, however many records the entity has behind it. */
    void check(List<FeatureVector> all) {
        List<FeatureVector> vectors =
                all.stream().filter(vector -> vector.getId().startsWith(IDS)).toList();
        List<Prediction> answers = predictions.records().stream()
                .filter(prediction -> prediction.getId().startsWith(IDS))
                .toList();
        assertThat(answers)
                .extracting(Prediction::getId)
                .containsExactlyInAnyOrderElementsOf(
                        vectors.stream().map(FeatureVector::getId).toList());
        assertThat(answers).extracting(Prediction::getModelVersion).containsOnly(champion.getVersion());
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(earlier(vector))
                        .as("earlier records that %s shows", vector.getId())
                        .isEqualTo(Math.min(number(vector) - 1, 2)));
        Map<String, FeatureVector> byId =
                vectors.stream().collect(Collectors.toMap(FeatureVector::getId, Function.identity()));
        ModelBytes bytes = ModelBytes.assemble(champion, new CommittedTopic<>(kafka, topics.modelChunks()).records());
        try (OnnxModel model = new OnnxModel(bytes.toArray())) {
            answers.forEach(answer -> assertSame(answer, model, byId.get(answer.getId())));
        }
    }

    private void assertSame(Prediction answer, OnnxModel model, FeatureVector vector) {
        float[] values = new float[vector.getValues().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.getValues().get(i);
        }
        float[] expected = model.probabilities(values, 1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(answer.getProbabilities().get(pipeline.label().classes().get(i)))
                    .as(answer.getId())
                    .isEqualTo(expected[i], within(1e-6f));
        }
    }

    /** Its place among those of its sensor, from 1: ids are sequence-NUMBER-PARTITION. */
    private static long number(FeatureVector vector) {
        return Long.parseLong(vector.getId().split("-")[1]);
    }

    /** Four slots of two columns and how long before, for each of two. */
    private static long earlier(FeatureVector vector) {
        List<Float> values = vector.getValues();
        return List.of(8, 13).stream().filter(back -> !values.get(back).isNaN()).count();
    }
}
