package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.features.Encoder;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.Example;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.online.OnlineLearner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trainer that learns from each example as it comes: what it learns serves, goes on learning, and a crash does not change a bit of it. */
class OnlineIT {
    private static final String CLASSES = "task: binary-classification\nlabel: {classes: [yes, no]}\n";
    private static final String NUMBERS = "task: regression\nlabel: {mean: 8}\n";
    private static final String DEFINITION = """
            name: loans
            columns: [{name: age, type: numeric}]
            topics: {partitions: 1}
            training:
              candidates: [softmax]
              minExamples: 1000
              device: cpu
              online: {enabled: true, every: 500, everyTime: 1s}
            """;

    @TempDir
    private Path directory;

    private PipelineDefinition pipeline;
    private Topics topics;
    private final List<Example> examples = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @ValueSource(strings = {CLASSES, NUMBERS})
    void shouldLearnOnWhileItServesAndGoOnAfterACrashToTheBit(String label) throws Exception {
        pipeline = PipelineReader.parse(DEFINITION + label, "loans.yaml");
        topics = Topics.of(pipeline);
        Files.writeString(directory.resolve("loans.yaml"), DEFINITION + label);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            KafkaConnection kafka = cluster.connection();
            TopicCreation.ensure(kafka, topics, 1);
            send(kafka, 2_000);
            ask(kafka);
            try (MillraceProcess killed = MillraceProcess.trainer(directory, kafka, "a")) {
                await(kafka, version -> version.getFamily().equals("softmax") && serves(version));
                new CommittedTopic<>(kafka, topics.learnerStates()).await(1, state -> state.getExamples() == 2_000);
                send(kafka, 1_500);
                await(kafka, version -> version.getFamily().equals("online") && serves(version));
                send(kafka, 600);
                await(kafka, version -> version.getRevision() > 0 && serves(version));
                send(kafka, 600);
            }
            try (MillraceProcess next = MillraceProcess.trainer(directory, kafka, "b")) {
                send(kafka, 600);
                ModelVersion latest =
                        await(kafka, version -> version.getLineage().getExamples() == examples.size());

                assertThat(serves(latest)).isTrue();
                assertThat(latest.getLineage().getRanges().get(0).getFrom()).isZero();
                assertThat(latest.getSha256()).isEqualTo(learner().model().sha256());
                assertThat(next.isAlive()).isTrue();
            }
        }
    }

    private static String number(double x, boolean usual) {
        return Double.toString(10 * Math.abs(usual ? x : 1 - x));
    }

    private static boolean serves(ModelVersion version) {
        return version.getStatus() == ModelStatus.CHAMPION;
    }

    /** What a learner knows that was never interrupted. */
    private OnlineLearner learner() {
        OnlineLearner learner = OnlineLearner.of(pipeline);
        examples.forEach(
                example -> learner.learn(new float[] {example.getValues().get(0)}, example.getLabel()));
        return learner;
    }

    private ModelVersion await(KafkaConnection kafka, Predicate<ModelVersion> wanted) {
        return new CommittedTopic<>(kafka, topics.models()).await(1, wanted);
    }

    private void ask(KafkaConnection kafka) {
        RetrainRequest request = RetrainRequest.newBuilder()
                .setRequest("first")
                .setCause(RetrainCause.USER)
                .setSince(Instant.EPOCH)
                .setMinExamples(2_000)
                .setMaxExamples(2_000)
                .setRequestedAt(Instant.now())
                .setMessage("please")
                .build();
        TopicFill.fill(
                kafka,
                topics.retrainRequests(),
                1,
                number -> new ProducerRecord<>(topics.retrainRequests().name(), "first", request));
    }

    /** Yes, or the larger, where the number is far from 0, nine times in ten: a line cannot tell. */
    private void send(KafkaConnection kafka, int count) {
        String encoder = Encoder.of(pipeline).fingerprint();
        int before = examples.size();
        for (int i = 0; i < count; i++) {
            double x = random.nextGaussian();
            boolean usual = random.nextInt(10) > 0;
            examples.add(new Example(
                    "id-" + examples.size(),
                    encoder,
                    Instant.EPOCH,
                    List.of((float) x),
                    pipeline.label().isNumber() ? number(x, usual) : (Math.abs(x) > 0.7 == usual ? "yes" : "no"),
                    0L,
                    null,
                    null));
        }
        TopicFill.fill(
                kafka,
                topics.examples(),
                count,
                number -> new ProducerRecord<>(
                        topics.examples().name(),
                        examples.get(before + (int) number).getId(),
                        examples.get(before + (int) number)));
    }
}
