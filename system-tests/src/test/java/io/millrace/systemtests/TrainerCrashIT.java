package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.features.Encoder;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.Example;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.TrainingProgress;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers, killed at each step of a request: another one finishes it, and nobody ever sees half a model. */
class TrainerCrashIT {
    private static final List<TrainingPhase> DEATHS =
            List.of(TrainingPhase.TAKEN, TrainingPhase.READ, TrainingPhase.TRAINED, TrainingPhase.JUDGED);
    private static final int EXAMPLES = 3_000;
    private static final String DEFINITION = """
            name: loans
            task: binary-classification
            label: {classes: [yes, no]}
            columns: [{name: age, type: numeric}]
            training: {candidates: [softmax, mlp], minExamples: 1000, window: 3000, device: cpu}
            """;

    @TempDir
    private Path directory;

    private final PipelineDefinition pipeline = PipelineReader.parse(DEFINITION, "loans.yaml");
    private final Topics topics = Topics.of(pipeline);

    @Test
    void shouldFinishTheRequestsOfTrainersThatWereKilledAtEachStep() throws Exception {
        Files.writeString(directory.resolve("loans.yaml"), DEFINITION);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            KafkaConnection kafka = cluster.connection();
            TopicCreation.ensure(kafka, topics, 1);
            sendExamples(kafka);
            for (TrainingPhase death : DEATHS) {
                ask(kafka, death.name());
                try (MillraceProcess killed = MillraceProcess.trainer(directory, kafka, "a")) {
                    await(kafka, death.name(), death);
                    assertThat(killed.isAlive()).as(killed.said()).isTrue();
                }
                whole(kafka);
            }
            ask(kafka, "two-trainers");
            try (MillraceProcess one = MillraceProcess.trainer(directory, kafka, "b");
                    MillraceProcess other = MillraceProcess.trainer(directory, kafka, "c")) {
                await(kafka, "two-trainers", TrainingPhase.ANSWERED);
                assertThat(one.isAlive() && other.isAlive()).isTrue();
            }
            assertThat(whole(kafka).values().stream()
                            .map(version -> version.getLineage().getRequest()))
                    .containsExactly("TAKEN", "READ", "TRAINED", "JUDGED", "two-trainers");
        }
    }

    /** Each version that can be seen, by its number: with all of its bytes, and no bytes without a version. */
    private Map<Long, ModelVersion> whole(KafkaConnection kafka) {
        Map<Long, ModelVersion> versions = new TreeMap<>();
        List<ModelChunk> chunks = new CommittedTopic<>(kafka, topics.modelChunks()).records();
        new CommittedTopic<>(kafka, topics.models())
                .records()
                .forEach(version -> versions.put(version.getVersion(), version));
        Map<Long, List<ModelChunk>> byVersion = chunks.stream().collect(Collectors.groupingBy(ModelChunk::getVersion));
        assertThat(versions.keySet()).containsAll(byVersion.keySet());
        versions.forEach((number, version) -> {
            List<ModelChunk> own = byVersion.getOrDefault(number, List.of());
            assertThat(own).hasSize(version.getChunks());
            if (!own.isEmpty()) {
                assertThat(ModelBytes.assemble(version, own).sha256()).isEqualTo(version.getSha256());
            }
        });
        return versions;
    }

    private void await(KafkaConnection kafka, String request, TrainingPhase phase) {
        new CommittedTopic<TrainingProgress>(kafka, topics.trainingProgress())
                .await(1, told -> told.getRequest().equals(request) && told.getPhase() == phase);
    }

    private void ask(KafkaConnection kafka, String request) {
        RetrainRequest retrain = RetrainRequest.newBuilder()
                .setRequest(request)
                .setCause(RetrainCause.USER)
                .setSince(Instant.EPOCH)
                .setMinExamples(EXAMPLES)
                .setMaxExamples(EXAMPLES)
                .setRequestedAt(Instant.now())
                .setMessage("please")
                .build();
        TopicFill.fill(
                kafka,
                topics.retrainRequests(),
                1,
                number -> new ProducerRecord<>(topics.retrainRequests().name(), request, retrain));
    }

    private void sendExamples(KafkaConnection kafka) {
        String encoder = Encoder.of(pipeline).fingerprint();
        SplittableRandom random = new SplittableRandom(7);
        TopicFill.fill(kafka, topics.examples(), EXAMPLES, number -> {
            double x = random.nextGaussian();
            Example example = new Example(
                    "id-" + number,
                    encoder,
                    Instant.EPOCH,
                    List.of((float) x),
                    x + random.nextGaussian() > 0 ? "yes" : "no",
                    0L,
                    null,
                    null);
            return new ProducerRecord<>(topics.examples().name(), example.getId(), example);
        });
    }
}
