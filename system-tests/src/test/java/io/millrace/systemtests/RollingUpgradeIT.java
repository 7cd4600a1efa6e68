package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Every service is replaced under load, while the records take a new schema. See docs/upgrades.md. */
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
                DEFINITION.toString(),
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
