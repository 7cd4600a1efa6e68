package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runtime.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A user's program that talks to Kafka and the registry, run to its end.
 *
 * @param command program and its first arguments
 * @param output folder for what it says
 */
record ClientProcess(List<String> command, KafkaConnection kafka, Path output) {
    private static final int PATIENCE = 180;

    /** Lines on standard output of a run that ended with 0. */
    List<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile(output, "client", ".out");
        Path err = Files.createTempFile(output, "client", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        builder.environment().put("SCHEMA_REGISTRY", kafka.schemaRegistry());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS))
                    .as(line.toString())
                    .isTrue();
            assertThat(process.exitValue())
                    .as(line + ": " + Files.readString(err))
                    .isZero();
            return Files.readAllLines(out);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether a command is there and ends with 0. */
    static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such command here
        }
    }
}
