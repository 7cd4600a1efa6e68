package io.millrace.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.systemtests.compose.Docker.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The project's docker-compose.yml as a project of its own, on free ports; {@link #close} leaves nothing behind. */
final class Compose implements AutoCloseable {
    private final String name;
    private final Map<String, String> variables = new HashMap<>(Docker.images());

    /** @param variables of docker-compose.yml, on top of images and ports */
    Compose(String name, Map<String, String> variables) {
        this.name = name;
        for (String port : List.of("KAFKA_PORT", "SCHEMA_REGISTRY_PORT", "INGEST_PORT", "PROMETHEUS_PORT")) {
            this.variables.put(port, Integer.toString(freePort()));
        }
        this.variables.putAll(variables);
    }

    int port(String variable) {
        return Integer.parseInt(variables.get(variable));
    }

    /** Starts the services of these profiles and waits until all are healthy; else says which are not, and what they said. */
    void up(String... profiles) {
        Outcome up = compose(List.of(profiles), "up", "--build", "--wait");
        assertThat(up.exitCode())
                .as(() -> up.lastLines(12) + "\n" + whatIsNotHealthy())
                .isZero();
    }

    Outcome compose(String... arguments) {
        return compose(List.of("*"), arguments);
    }

    /** State and exit code of one service's container. */
    JsonNode container(String service) throws IOException {
        String line = compose("ps", "--all", "--format", "json", service)
                .succeeded()
                .output()
                .strip();
        return new ObjectMapper().readTree(line);
    }

    private String whatIsNotHealthy() {
        StringBuilder found = new StringBuilder();
        compose("ps", "--all", "--format", "{{.Service}} {{.Status}}")
                .output()
                .lines()
                .filter(line -> !line.contains("(healthy)") && !line.contains("Exited (0)"))
                .forEach(line -> found.append(line)
                        .append('\n')
                        .append(compose("logs", "--no-log-prefix", "--tail", "20", line.split(" ", 2)[0])
                                .output()));
        return found.toString();
    }

    String logs(String service) {
        return compose("logs", "--no-log-prefix", "--no-color", service).output();
    }

    @Override
    public void close() {
        compose("down", "--volumes", "--timeout", "1");
    }

    private Outcome compose(List<String> profiles, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("docker", "compose", "--project-name", name, "--progress", "plain"));
        profiles.forEach(profile -> command.addAll(List.of("--profile", profile)));
        command.addAll(List.of(arguments));
        return Docker.run(variables, command);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
