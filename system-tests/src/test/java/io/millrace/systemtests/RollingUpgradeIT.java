package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.features.Encoder;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Every service is replaced under load, while the records take a new schema, or the definition is changed. See docs/upgrades.md. */
@Isolated // it loads the machine
class RollingUpgradeIT {
    private static final int PATIENCE = 180_000;
    private static final int RATE = 400;
    private static final Path DEFINITION =
            Path.of("..", "examples", "pipeline.yaml").toAbsolutePath().normalize();

    /** In the order of docs/upgrades.md. */
    private static final List<String> SERVICES = List.of("scorer", "trainer", "stream-processors", "drift-monitor");

    /** Those whose instances share the partitions. */
    private static final List<String> SHARING = List.of("scorer", "stream-processors");

    @TempDir
    private Path directory;

    private final List<MillraceProcess> started = new ArrayList<>();

    /** What the services are started with. */
    private Path definition = DEFINITION;

    private final Topics topics = Topics.of(PipelineReader.read(DEFINITION));

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (MillraceProcess process : started) {
            process.close();
        }
    }

    @Test
    void shouldLoseNothingAndRepeatNothingWhileEveryServiceIsReplaced() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            KafkaConnection kafka = cluster.connection();
            List<MillraceProcess> running = startAll(kafka, "first", SERVICES);
            try (SteadyProducer users = new SteadyProducer(kafka, topics, RATE)) {
                new CommittedTopic<>(kafka, topics.predictions()).await(RATE, prediction -> true);
                for (int i = 0; i < SERVICES.size(); i++) {
                    stop(running.get(i));
                    running.set(i, ready(start(kafka, "first", SERVICES.get(i))));
                    if (i == 1) {
                        users.takeTheNewSchema();
                    }
                }
                startAll(kafka, "second", SHARING); // for a while there are two of each
                for (String service : SHARING) {
                    stop(running.get(SERVICES.indexOf(service)));
                }
                int before = users.sent();
                new CommittedTopic<>(kafka, topics.outcomes()).await(before, outcome -> true);
                int sent = users.stop();

                JsonNode report = audit(kafka);
                assertThat(report.get("recordsIn").asInt()).isEqualTo(sent);
                assertThat(report.get("featureVectors").asInt()).isEqualTo(sent);
                assertThat(report.get("predictions").get("champion").asInt()).isEqualTo(sent);
                new CommittedTopic<>(kafka, topics.outcomes()).await(sent, outcome -> true);
            }
        }
    }

    @Test
    void shouldLetTheChampionGoOnWhileTheDefinitionIsChangedUntilAModelOfItTakesOver() throws Exception {
        Path first = definition("first.yaml", "max: 5000", "max: 1900"); // far parcels are refused
        Path second = definition("second.yaml", "max: 5000", "max: 5000, transform: sqrt");
        String before = Encoder.of(PipelineReader.read(first)).fingerprint();
        String after = Encoder.of(PipelineReader.read(second)).fingerprint();
        definition = first;
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            KafkaConnection kafka = cluster.connection();
            List<MillraceProcess> running = startAll(kafka, "first", SERVICES);
            try (SteadyProducer users = new SteadyProducer(kafka, topics, RATE)) {
                CommittedTopic<Prediction> predictions = new CommittedTopic<>(kafka, topics.predictions());
                predictions.await(RATE, prediction -> prediction.getModelVersion() > 0);
                definition = second;
                for (String service : List.of("scorer", "trainer", "drift-monitor")) {
                    stop(running.get(SERVICES.indexOf(service)));
                    ready(start(kafka, "first", service));
                }
                ready(start(kafka, "second", "stream-processors")); // for a while each encodes some partitions
                stop(running.get(SERVICES.indexOf("stream-processors")));
                predictions.await(RATE, prediction -> answers(prediction, after));
                new CommittedTopic<>(kafka, topics.features())
                        .await(2 * RATE, vector -> isOf(after, vector) && isNear(vector) && !carries(before, vector));
                int sent = users.stop();

                JsonNode report = audit(kafka);
                assertThat(report.get("recordsIn").asInt()).isEqualTo(sent);
                assertThat(report.get("predictions").get("champion").asInt())
                        .isEqualTo(report.get("featureVectors").asInt());
            }
            Map<String, Prediction> answers = new CommittedTopic<>(kafka, topics.predictions())
                    .records().stream().collect(Collectors.toMap(Prediction::getId, answer -> answer));
            List<FeatureVector> changed = new CommittedTopic<>(kafka, topics.features())
                    .records().stream().filter(vector -> isOf(after, vector)).toList();
            assertThat(changed).anyMatch(vector -> carries(before, vector)).anyMatch(vector -> !isNear(vector));
            assertThat(changed.stream().filter(RollingUpgradeIT::isNear))
                    .as("the label prior answers only what the champion's encoder refuses")
                    .noneMatch(vector -> answers.get(vector.getId()).getColdStart());
            assertThat(changed.stream()
                            .map(vector -> answers.get(vector.getId()))
                            .filter(answer -> answers(answer, before))
                            .map(Prediction::getModelVersion)
                            .distinct())
                    .as("the champion from before went on")
                    .hasSize(1);
        }
    }

    /** The examples' definition with a change. */
    private Path definition(String name, String from, String to) throws IOException {
        String text = Files.readString(DEFINITION);
        assertThat(text).contains(from);
        return Files.writeString(directory.resolve(name), text.replace(from, to));
    }

    private static boolean answers(Prediction prediction, String encoder) {
        return prediction.getModelVersion() > 0
                && prediction.getEncoderFingerprint().equals(encoder);
    }

    private static boolean isOf(String encoder, FeatureVector vector) {
        return vector.getEncoderFingerprint().equals(encoder);
    }

    private static boolean carries(String encoder, FeatureVector vector) {
        return vector.getOthers().stream()
                .anyMatch(other -> other.getEncoderFingerprint().equals(encoder));
    }

    /** Whether the first definition takes the record of a vector of the second. */
    private static boolean isNear(FeatureVector vector) {
        return vector.getValues().get(0) < (float) Math.sqrt(1900);
    }

    private JsonNode audit(KafkaConnection kafka) throws IOException, InterruptedException {
        MillraceProcess audit = start(kafka, "audit", "audit", "--wait", "30s", "--json", "audit.json");
        assertThat(audit.endsWithin(PATIENCE)).as(audit.said()).isTrue();
        assertThat(audit.exitCode()).as(audit.said()).isZero();
        return new ObjectMapper().readTree(directory.resolve("audit.json").toFile());
    }

    private List<MillraceProcess> startAll(KafkaConnection kafka, String generation, List<String> services)
            throws IOException, InterruptedException {
        List<MillraceProcess> all = new ArrayList<>();
        for (String service : services) {
            all.add(start(kafka, generation, service));
        }
        for (MillraceProcess service : all) {
            ready(service);
        }
        return all;
    }

    private static MillraceProcess ready(MillraceProcess service) throws IOException, InterruptedException {
        assertThat(service.saysWithin(PATIENCE, "Ready.")).as(service.said()).isTrue();
        return service;
    }

    private static void stop(MillraceProcess service) throws IOException, InterruptedException {
        service.askToStop();
        assertThat(service.endsWithin(PATIENCE)).as(service.said()).isTrue();
    }

    /** A service keeps its directory over a restart; a second instance needs one of its own. */
    private MillraceProcess start(KafkaConnection kafka, String generation, String service) throws IOException {
        return start(kafka, generation + "-" + service, "up", "--services", service);
    }

    private MillraceProcess start(KafkaConnection kafka, String name, String command, String... options)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "-p",
                definition.toString(),
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--schema-registry",
                kafka.schemaRegistry(),
                "--data-dir",
                name));
        arguments.addAll(List.of(options));
        Path output = directory.resolve(name + "-" + started.size() + ".log");
        MillraceProcess process = MillraceProcess.startBriefly(output, directory, arguments.toArray(String[]::new));
        started.add(process);
        return process;
    }
}
