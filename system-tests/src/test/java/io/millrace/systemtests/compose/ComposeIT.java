package io.millrace.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.systemtests.MillraceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** docker-compose.yml as a user meets it: up, fed, killed, audited. */
@Isolated // it loads the machine
class ComposeIT {
    private static final int RECORDS = 60_000; // the rule behind the labels changes at 25,000 and 50,000
    private static final int ROUNDS = 10;
    private static final int MINUTE = 60_000;
    static final List<String> OURS = List.of("ingest", "stream-processors", "scorer", "trainer", "drift-monitor");
    private static final Path DEFINITION =
            Docker.PROJECT.resolve("ingest/src/main/resources/io/millrace/ingest/streams/loans.yaml");

    @TempDir
    private Path directory;

    @BeforeAll
    static void dockerIsThere() {
        Docker.required();
    }

    @Test
    void shouldPredictNoticeTheChangeAndLoseNothingWhileEveryContainerIsKilled() throws Exception {
        Map<String, String> demo = Map.of("GENERATOR_RATE", "400", "GENERATOR_RECORDS", Integer.toString(RECORDS));
        try (Compose compose = new Compose("millrace-killed", demo)) {
            compose.up();
            ourContainersShouldHaveNoRightsTheyDoNotNeed(compose);
            compose.compose("up", "--detach", "--wait", "prometheus").succeeded();
            compose.up("demo");
            waitForModel(compose); // without one there is no change to notice
            for (String service : victims(new Random())) {
                compose.compose("kill", service).succeeded();
                Thread.sleep(new Random().nextInt(2_000));
                compose.compose("start", service).succeeded();
                Thread.sleep(4_000 + new Random().nextInt(4_000));
            }
            waitForEnd(compose, "generator");
            JsonNode report = audit(compose);
            assertThat(report.get("recordsIn").asInt()).isEqualTo(RECORDS);
            assertThat(report.get("predictions").get("champion").asInt())
                    .isEqualTo(report.get("featureVectors").asInt());
            for (int i = 0; i < 30 && !isAnswered(report); i++) { // labels come late, and training takes its time
                Thread.sleep(5_000);
                report = audit(compose);
            }
            assertThat(isAnswered(report))
                    .as("an alert and a second champion: %s", report)
                    .isTrue();
            new PrometheusCheck(compose.port("PROMETHEUS_PORT")).check();
        }
    }

    private static boolean isAnswered(JsonNode report) {
        return report.get("episodes").has("opened") && report.get("champions").size() >= 2;
    }

    private static void ourContainersShouldHaveNoRightsTheyDoNotNeed(Compose compose) throws Exception {
        for (String service : OURS) {
            String rights = Docker.docker(
                            "inspect",
                            "--format",
                            "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}",
                            compose.container(service).get("Name").asText())
                    .succeeded()
                    .output()
                    .strip();
            assertThat(rights).as(service).isEqualTo("10001:10001 true [ALL] [no-new-privileges:true]");
        }
    }

    /** Every container once, and one of them again, in random order. */
    private static List<String> victims(Random random) {
        List<String> victims = new ArrayList<>(OURS);
        victims.addAll(List.of("controller", "kafka", "schema-registry", "generator"));
        while (victims.size() < ROUNDS) {
            victims.add(victims.get(random.nextInt(victims.size())));
        }
        Collections.shuffle(victims, random);
        return victims;
    }

    private static void waitForModel(Compose compose) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(compose.logs("scorer")).containsPattern("model version [1-9]\\d* serves"));
    }

    private static void waitForEnd(Compose compose, String service) throws Exception {
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> compose.container(service).get("State").asText().equals("exited"));
        assertThat(compose.container(service).get("ExitCode").asInt())
                .as(compose.logs(service))
                .isZero();
    }

    private JsonNode audit(Compose compose) throws Exception {
        try (MillraceProcess audit = MillraceProcess.start(
                directory.resolve("audit.log"),
                directory,
                "audit",
                "-p",
                DEFINITION.toString(),
                "--bootstrap-servers",
                "127.0.0.1:" + compose.port("KAFKA_PORT"),
                "--schema-registry",
                "http://127.0.0.1:" + compose.port("SCHEMA_REGISTRY_PORT"),
                "--wait",
                "2m",
                "--json",
                "audit.json")) {
            assertThat(audit.endsWithin(3 * MINUTE)).as(audit.said()).isTrue();
            assertThat(audit.exitCode()).as(audit.said()).isZero();
        }
        return new ObjectMapper().readTree(directory.resolve("audit.json").toFile());
    }
}
