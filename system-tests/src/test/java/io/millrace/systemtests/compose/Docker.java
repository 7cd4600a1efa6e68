package io.millrace.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The Docker engine of this machine, by its command line. The system property {@code millrace.docker} says what the tests may
 * run: {@code images}, or {@code stand-ins} for the images that are not ours. Without it they are skipped.
 */
final class Docker {
    static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Path STAND_INS = Path.of("src", "test", "docker");
    private static final String WANTED = System.getProperty("millrace.docker", "");
    private static final long PATIENCE_MINUTES = 5;

    private Docker() {}

    /** What a command wrote, and how it ended. */
    record Outcome(int exitCode, String output) {
        /** Fails with the last lines, in which a command says why. */
        Outcome succeeded() {
            assertThat(exitCode).as(lastLines(30)).isZero();
            return this;
        }

        String lastLines(int count) {
            List<String> lines = output.strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        }
    }

    /** Skips the test where Docker is not asked for; fails where it is and does not answer. */
    static void required() {
        assumeThat(WANTED)
                .as("Docker tests run with -Dmillrace.docker=images (or stand-ins): skipped")
                .isNotEmpty();
        docker("info").succeeded();
    }

    /** Variables of docker-compose.yml that name the images to run; stand-ins are made here. */
    static Map<String, String> images() {
        if (!WANTED.equals("stand-ins")) {
            return Map.of();
        }
        Map<String, String> images = new HashMap<>();
        images.put("KAFKA_IMAGE", standIn("kafka", STAND_INS.resolve("kafka")));
        images.put("SCHEMA_REGISTRY_IMAGE", standIn("schema-registry", PROJECT));
        images.put("PROMETHEUS_IMAGE", standIn("prometheus", STAND_INS.resolve("prometheus")));
        return images;
    }

    static Outcome docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    static Outcome run(Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("docker", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(PROJECT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly().waitFor();
            String said = Files.readString(output);
            Files.delete(output);
            assertThat(ended).as("%s did not end: %s", command, said).isTrue();
            return new Outcome(process.exitValue(), said);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String standIn(String name, Path context) {
        String image = "millrace-test/" + name;
        String recipe =
                STAND_INS.resolve(name).resolve("Dockerfile").toAbsolutePath().toString();
        docker(
                        "build",
                        "-q",
                        "-t",
                        image,
                        "-f",
                        recipe,
                        context.toAbsolutePath().toString())
                .succeeded();
        return image;
    }
}
