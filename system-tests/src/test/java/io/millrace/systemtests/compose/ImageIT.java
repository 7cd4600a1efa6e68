package io.millrace.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The services' image by itself: its settings come from the environment alone. */
@Isolated // it loads the machine
class ImageIT {
    private static final String SERVICE = "millrace-test/service";
    private static final String TOKEN = "a-token-that-no-log-may-show";
    private static final String DEFINITION = "ingest/src/main/resources/io/millrace/ingest/streams/loans.yaml";

    private static Network network;
    private static KafkaContainer kafka;
    private static GenericContainer<?> registry;

    @BeforeAll
    static void start() {
        Docker.required();
        Docker.docker("build", "-q", "-t", SERVICE, "-f", "image/Dockerfile", "--target", "service", ".")
                .succeeded();
        Map<String, String> images = Docker.images();
        network = Network.newNetwork();
        kafka = new KafkaContainer(DockerImageName.parse(images.getOrDefault("KAFKA_IMAGE", "apache/kafka:4.3.1"))
                        .asCompatibleSubstituteFor("apache/kafka"))
                .withNetwork(network)
                .withListener("kafka:19092");
        kafka.start();
        registry = new GenericContainer<>(DockerImageName.parse(
                        images.getOrDefault("SCHEMA_REGISTRY_IMAGE", "confluentinc/cp-schema-registry:7.9.4")))
                .withNetwork(network)
                .withNetworkAliases("registry")
                .withExposedPorts(8081)
                .withEnv("SCHEMA_REGISTRY_HOST_NAME", "registry")
                .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:8081")
                .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://kafka:19092")
                .waitingFor(Wait.forHttp("/subjects"));
        registry.start();
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(registry).ifPresent(GenericContainer::stop);
        Optional.ofNullable(kafka).ifPresent(GenericContainer::stop);
        Optional.ofNullable(network).ifPresent(Network::close);
    }

    @Test
    void shouldMakeTheTopicsAndThenServeWithoutShowingItsToken() throws Exception {
        try (GenericContainer<?> topics = service("topics")
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(2)))) {
            topics.start();
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
            Set<String> made = admin.listTopics().names().get();
            assertThat(made).contains("loans.records", "loans.predictions", "loans.drift-alerts");
        }
        try (GenericContainer<?> scorer = service("scorer")
                .withEnv("MILLRACE_HTTP_TOKEN", TOKEN)
                .withExposedPorts(8080)
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2)))) {
            scorer.start();
            assertThat(scorer.execInContainer("bash", "-c", "id -u").getStdout())
                    .isEqualToIgnoringNewLines("10001");
            String id = scorer.getContainerId();
            Docker.docker("stop", "--time", "30", id).succeeded();
            assertThat(Docker.docker("inspect", "--format", "{{.State.ExitCode}}", id)
                            .output()
                            .strip())
                    .as("143: ended by itself when asked")
                    .isEqualTo("143");
            assertThat(scorer.getLogs()).contains("scorer is up").doesNotContain(TOKEN);
        }
    }

    @Test
    void shouldRefuseToListenBeyondLoopbackWithoutAuthentication() {
        assertThat(endOf(service("scorer")))
                .contains("MILLRACE_HTTP_TOKEN_FILE")
                .doesNotContain("Exception");
    }

    @Test
    void shouldSayWhichServicesThereAre() {
        assertThat(endOf(service("scoorer"))).contains("'scoorer' is no service", "scorer");
    }

    private static GenericContainer<?> service(String name) {
        return new GenericContainer<>(DockerImageName.parse(SERVICE))
                .withNetwork(network)
                .withEnv("MILLRACE_BOOTSTRAP_SERVERS", "kafka:19092")
                .withEnv("MILLRACE_SCHEMA_REGISTRY", "http://registry:8081")
                .withCopyFileToContainer(
                        MountableFile.forHostPath(Docker.PROJECT.resolve(DEFINITION)), "/etc/millrace/pipeline.yaml")
                .withCommand(name);
    }

    /** What a container said that must not stay up. */
    private static String endOf(GenericContainer<?> container) {
        ToStringConsumer said = new ToStringConsumer();
        try (container) {
            container
                    .withLogConsumer(said)
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(1)))
                    .start();
            return "it came up: " + said.toUtf8String();
        } catch (ContainerLaunchException e) {
            return said.toUtf8String();
        }
    }
}
