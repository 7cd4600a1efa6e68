package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.features.Encoder;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topics;
import io.millrace.scorer.Scorer;
import io.millrace.systemtests.DirtyRecords.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scorers of both delivery guarantees, killed, joined and left while vectors and what is none stream in. */
class ScorerCrashIT {
    private static final int KILLS = 3;
    private static final int RATE = 300;
    private static final int POISONED = 50;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerEveryVectorWhenKilledAndJoinedAndLeftAtRandomMoments() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            Pipeline exact = new Pipeline(cluster.connection(), "exactly-once");
            Pipeline atLeast = new Pipeline(cluster.connection(), "at-least-once");
            try (PacedSender one = exact.sender();
                    PacedSender other = atLeast.sender()) {
                for (int kill = 0; kill < KILLS; kill++) {
                    killAmongOthers(exact, atLeast);
                }
                try (Service last = exact.scorer();
                        Service lastOther = atLeast.scorer()) {
                    exact.check(one.stop(), true);
                    atLeast.check(other.stop(), false);
                }
            }
        } catch (AssertionError e) {
            throw new AssertionError("with -Dmillrace.seed=" + seed, e);
        }
    }

    /** Another of each comes and goes meanwhile. */
    private void killAmongOthers(Pipeline exact, Pipeline atLeast) throws IOException, InterruptedException {
        try (MillraceProcess one = exact.process();
                MillraceProcess other = atLeast.process()) {
            for (Pipeline pipeline : List.of(exact, atLeast)) {
                try (Service guest = pipeline.scorer()) {
                    assertThat(one.endsWithin(1_000 + random.nextInt(2_000)))
                            .as(one.said())
                            .isFalse();
                }
            }
            assertThat(other.endsWithin(random.nextInt(2_000))).as(other.said()).isFalse();
        }
    }

    /** What is asked of one guarantee. */
    private final class Pipeline {
        private final KafkaConnection kafka;
        private final String delivery;
        private final PipelineDefinition definition;
        private final Topics topics;
        private int scorers;

        Pipeline(KafkaConnection kafka, String delivery) throws IOException {
            this.kafka = kafka;
            this.delivery = delivery;
            String yaml = """
                    name: %1$s
                    task: binary-classification
                    label: {classes: [a, b]}
                    columns: [{name: x, type: numeric}]
                    topics: {partitions: 3}
                    delivery: %1$s
                    """.formatted(delivery);
            Files.writeString(directory.resolve(delivery + ".yaml"), yaml);
            this.definition = PipelineReader.parse(yaml, delivery + ".yaml");
            this.topics = Topics.of(definition);
            TopicCreation.ensure(kafka, topics, 1);
        }

        PacedSender sender() {
            Encoder encoder = Encoder.of(definition);
            AvroSerde<FeatureVector> serde = AvroSerde.of(topics.features(), kafka.registry());
            List<Float> values =
                    encoder.layout().slots().stream().map(slot -> 1f).toList();
            return new PacedSender(
                    kafka,
                    topics.features().name(),
                    Stream.iterate(0, number -> number + 1)
                            .map(number -> arrival(number, encoder.fingerprint(), values, serde))
                            .iterator(),
                    RATE);
        }

        private Sale arrival(int number, String encoder, List<Float> values, AvroSerde<FeatureVector> serde) {
            String id = (number % POISONED == 0 ? "poison-" : "vector-") + number;
            FeatureVector vector = new FeatureVector(id, encoder, Instant.now(), values, 0, 0, null, List.of());
            byte[] value = number % POISONED == 0
                    ? new byte[] {(byte) number}
                    : serde.serialize(topics.features().name(), vector);
            return new Sale(id, value);
        }

        MillraceProcess process() throws IOException {
            return MillraceProcess.startBriefly(
                    directory.resolve(delivery + ".log"),
                    directory,
                    "up",
                    "--services=scorer",
                    "--pipeline=" + delivery + ".yaml",
                    "--bootstrap-servers=" + kafka.bootstrapServers(),
                    "--schema-registry=" + kafka.schemaRegistry(),
                    "--data-dir=" + delivery);
        }

        /** One in this process, that has started. */
        Service scorer() {
            Path state = directory.resolve(delivery + "-" + scorers++);
            Service service = Scorer.service(new ServiceContext(definition, kafka, state, new SimpleMeterRegistry()));
            service.start();
            return service;
        }

        void check(List<Sale> sent, boolean exactly) throws InterruptedException {
            List<String> vectors = sent.stream()
                    .map(Sale::id)
                    .filter(id -> id.startsWith("vector"))
                    .toList();
            List<String> poison = sent.stream()
                    .map(Sale::id)
                    .filter(id -> id.startsWith("poison"))
                    .toList();
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (new HashSet<>(ids()).size() < sent.size() && System.nanoTime() < end) {
                Thread.sleep(500);
            }
            List<String> ids = ids();
            assertThat(new HashSet<>(ids))
                    .as(delivery)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(vectors.stream(), poison.stream()).collect(Collectors.toSet()));
            if (exactly) {
                assertThat(ids).as("each once").hasSameSizeAs(sent);
            }
            assertThat(predicted()).as("no poison is predicted").noneMatch(id -> id.startsWith("poison"));
        }

        private List<String> ids() {
            List<Rejected> aside = new CommittedTopic<>(kafka, topics.quarantine()).records();
            assertThat(aside).extracting(Rejected::getReason).allMatch("malformed"::equals);
            return Stream.concat(predicted().stream(), aside.stream().map(Rejected::getId))
                    .toList();
        }

        private List<String> predicted() {
            return new CommittedTopic<>(kafka, topics.predictions())
                    .records().stream().map(Prediction::getId).toList();
        }
    }
}
