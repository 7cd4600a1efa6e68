package io.millrace.cli.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** {@link ClusterMain} in a virtual machine of its own, to be killed without mercy. */
final class ClusterProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final String firstLine;

    private ClusterProcess(Process process) throws IOException {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.firstLine = lines.readLine();
    }

    /** Returns once it is up, or has said why not. */
    static ClusterProcess start(Path directory) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dmillrace.logs=" + directory.resolveSibling("logs"),
                "-cp",
                System.getProperty("java.class.path"),
                ClusterMain.class.getName(),
                directory.toString());
        return new ClusterProcess(
                new ProcessBuilder(command).redirectError(new File("/dev/null")).start());
    }

    /** {@code up host:port url}, or {@code failed} and why. */
    String firstLine() {
        return firstLine;
    }

    /** Waits for the next line; null where the process ended without another. */
    String nextLine() throws IOException {
        return lines.readLine();
    }

    String bootstrapServers() {
        return word(1);
    }

    String registryUrl() {
        return word(2);
    }

    long pid() {
        return process.pid();
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private String word(int index) {
        return firstLine.split(" ", -1)[index];
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
