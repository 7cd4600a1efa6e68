package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.parcels.Parcels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.process.DataDirectory;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The programs under examples/, as a user runs them: each sends, and reads predictions and alerts back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated // it loads the machine
class ExamplesIT {
    private static final int PATIENCE = 180_000;
    private static final int FIRST = 1_200;
    private static final int EACH = 300;
    private static final boolean CI = Boolean.getBoolean("millrace.ci");
    private static final Path EXAMPLES =
            Path.of("..", "examples").toAbsolutePath().normalize();
    private static final Path DEFINITION = EXAMPLES.resolve("pipeline.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private final Topics topics = Topics.of(PipelineReader.read(DEFINITION));
    private MillraceProcess up;
    private KafkaConnection kafka;
    private int sent;

    @BeforeAll
    void sendUntilAModelServes() throws Exception {
        up = start("up", "up", "-p", DEFINITION.toString(), "--data-dir", "data");
        assertThat(up.saysWithin(PATIENCE, "Ready.")).as(up.said()).isTrue();
        kafka = new DataDirectory(directory.resolve("data")).connection().orElseThrow();
        java().run("send", Integer.toString(FIRST));
        sent = FIRST;
        new CommittedTopic<>(kafka, topics.models()).await(1, model -> model.getStatus() == ModelStatus.CHAMPION);
        new CommittedTopic<>(kafka, topics.predictions()).await(FIRST, prediction -> true);
    }

    /** Labels found their records, and nothing is lost or twice, whoever sent them. */
    @AfterAll
    void audit() throws Exception {
        try (MillraceProcess running = up;
                MillraceProcess audit =
                        start("audit", "audit", "-p", DEFINITION.toString(), "--data-dir", "data", "--wait", "30s")) {
            new CommittedTopic<>(kafka, topics.outcomes()).await(sent, outcome -> true);
            assertThat(audit.endsWithin(PATIENCE)).as(audit.said()).isTrue();
            assertThat(audit.exitCode()).as(running.said() + audit.said()).isZero();
        }
    }

    @Test
    void shouldTalkToPlainJavaClients() throws Exception {
        exchange("java", java(), List.of(java()));
    }

    @Test
    void shouldTalkToConfluentsPythonClient() throws Exception {
        String python = "/usr/bin/python3"; // what Debian's package installs its module for
        boolean there = ClientProcess.works(python, "-c", "import confluent_kafka.avro");
        require(there, "python3-confluent-kafka, python3-avro and python3-requests are not installed: skipped");
        ClientProcess client = client(python, EXAMPLES.resolve("python/parcels.py"));
        exchange("python", client, List.of(client));
    }

    @Test
    void shouldTalkToKafkaJsWithEitherRegistryClient() throws Exception {
        Path folder = EXAMPLES.resolve("node");
        boolean there = ClientProcess.works("node", "--version")
                && folder.resolve("node_modules/kafkajs").toFile().exists();
        require(there, "node is not installed, or npm ci was not run in examples/node: skipped");
        ClientProcess client = client("node", folder.resolve("parcels.js"));
        exchange("node", client, List.of(client, client("node", folder.resolve("confluent.js"))));
    }

    private void exchange(String prefix, ClientProcess sender, List<ClientProcess> readers) throws Exception {
        sender.run("send", Integer.toString(EACH), "flipped");
        sent += EACH;
        for (ClientProcess reader : readers) {
            List<JsonNode> predictions = json(reader.run("predictions", Integer.toString(sent)));
            assertThat(predictions).hasSize(sent);
            assertThat(lastRun(prefix, predictions)).containsExactlyInAnyOrderElementsOf(numbers(EACH));
            assertThat(predictions.get(0).get("probabilities").get("late").asDouble())
                    .isBetween(0.0, 1.0);
            JsonNode alert = json(reader.run("alerts", "1")).get(0);
            assertThat(alert.get("phase").asText()).isEqualTo("OPENED");
            assertThat(alert.get("message").asText()).contains("errs on");
        }
    }

    /** Numbers of the records that a client sent last, by the ids {@code client-run-number} of the predictions. */
    private static List<String> lastRun(String client, List<JsonNode> predictions) {
        List<String[]> ids = predictions.stream()
                .map(prediction -> prediction.get("id").asText().split("-"))
                .filter(id -> id[0].equals(client))
                .toList();
        String last = ids.stream().map(id -> id[1]).max(String::compareTo).orElseThrow();
        return ids.stream().filter(id -> id[1].equals(last)).map(id -> id[2]).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static List<JsonNode> json(List<String> lines) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        for (String line : lines) {
            read.add(JSON.readTree(line));
        }
        return read;
    }

    private static void require(boolean there, String otherwise) {
        if (CI) {
            assertThat(there).as(otherwise.replace(": skipped", "")).isTrue();
        }
        assumeThat(there).as(otherwise).isTrue();
    }

    private ClientProcess java() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ClientProcess(
                List.of(java, "-Xmx200m", "-cp", System.getProperty("java.class.path"), Parcels.class.getName()),
                kafka,
                directory);
    }

    private ClientProcess client(String program, Path script) {
        return new ClientProcess(List.of(program, script.toString()), kafka, directory);
    }

    private MillraceProcess start(String name, String... arguments) throws IOException {
        return MillraceProcess.start(directory.resolve(name + ".log"), directory, arguments);
    }
}
