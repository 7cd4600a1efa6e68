package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is let through is trained: the largest windows that {@link WindowMemory} takes, in a heap of the collector that the image has. */
class WindowHeapTest {
    private static final String FAST = "epochs: 1, hidden: [4], batch: 4096, device: cpu, trees: {rounds: 1, depth: 1}";

    @TempDir
    Path folder;

    private final List<String> definitions = new ArrayList<>();

    @Test
    void shouldNotRunOutOfWhatTheEstimateSays() throws Exception {
        define("nets", "candidates: [softmax, mlp]", "");
        define("trees", "candidates: [xgboost]", "");
        define("sequences", "candidates: [lstm], nets: {lstm: 2}", "source: {entity: who}\nhistory: {sequence: 4}");
        define("made", "candidates: [xgboost], augment: {jitter: 0.1, smote: 0.5}", "");
        define("folds", "candidates: [softmax, xgboost], search: {strategy: random, trials: 2, folds: 3}", "");
        define("older", "candidates: [mlp], warmStart: {enabled: true, replay: 0.5}", "");

        String told = train("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1");

        assertThat(told.lines().filter(line -> line.contains(" CANDIDATE of ")))
                .as(told)
                .hasSize(definitions.size());
    }

    private void define(String name, String training, String more) throws IOException {
        String numbers = IntStream.range(0, 60)
                .mapToObj("  - {name: x%d, type: numeric}\n"::formatted)
                .collect(Collectors.joining());
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, """
                name: %s
                task: binary-classification
                label: {classes: [A, B]}
                columns:
                %s  - {name: code, type: categorical, values: [a, b, c, d, e, f]}
                training: {%s, %s}
                drift: {window: 100}
                %s
                """.formatted(name, numbers, FAST, training, more));
        definitions.add(file.toString());
    }

    private String train(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.add(TrainsInHeap.class.getName());
        command.addAll(definitions);
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            process.waitFor(3, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
