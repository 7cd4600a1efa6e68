package io.millrace.systemtests;

import io.millrace.runtime.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The {@code millrace} command, or one service, in a process of its own, so that it can be killed. */
public final class MillraceProcess implements AutoCloseable {
    private static final String COMMAND = "io.millrace.cli.Millrace";

    private final Process process;
    private final Path output;

    private MillraceProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param output file to append standard output and standard error to */
    public static MillraceProcess start(Path output, Path workingDirectory, String... arguments) throws IOException {
        return start(List.of(), output, workingDirectory, COMMAND, Map.of(), arguments);
    }

    /** One that lives for a short time: its start costs less, its running more. */
    static MillraceProcess startBriefly(Path output, Path workingDirectory, String... arguments) throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1"), output, workingDirectory, COMMAND, Map.of(), arguments);
    }

    /**
     * The stream processors alone, for a short time, of the pipeline {@code sales.yaml} in the directory.
     *
     * @param data name of their data directory
     */
    static MillraceProcess streamProcessors(Path output, Path directory, KafkaConnection kafka, String data)
            throws IOException {
        return startBriefly(
                output,
                directory,
                "up",
                "--services=stream-processors",
                "--pipeline=sales.yaml",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--schema-registry=" + kafka.schemaRegistry(),
                "--data-dir=" + data);
    }

    /**
     * @param main class to run
     * @param environment added to this process's own
     */
    static MillraceProcess start(
            Path output, Path workingDirectory, String main, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(List.of(), output, workingDirectory, main, environment, arguments);
    }

    /** @param javaOptions after those that all processes have: theirs count */
    static MillraceProcess start(
            List<String> javaOptions,
            Path output,
            Path workingDirectory,
            String main,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-DdisableProgressBar=true"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        return new MillraceProcess(process, output);
    }

    /** Waits until it ends by itself. */
    public boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** A trainer of the pipeline in loans.yaml, on a cluster that is there. */
    static MillraceProcess trainer(Path directory, KafkaConnection kafka, String data) throws IOException {
        return start(
                directory.resolve("trainer-" + data + ".log"),
                directory,
                "up",
                "--services=trainer",
                "--pipeline=loans.yaml",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--schema-registry=" + kafka.schemaRegistry(),
                "--data-dir=" + data);
    }

    /** Waits until it has said something. */
    boolean saysWithin(long millis, String text) throws IOException, InterruptedException {
        return saysWithin(millis, Pattern.compile(Pattern.quote(text)));
    }

    boolean saysWithin(long millis, Pattern text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end && process.isAlive()) {
            if (text.matcher(said()).find()) {
                return true;
            }
            Thread.sleep(100);
        }
        return text.matcher(said()).find();
    }

    public String said() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** SIGTERM: asks it to end in order. */
    void askToStop() {
        process.destroy();
    }

    /** SIGKILL where it has not ended. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
