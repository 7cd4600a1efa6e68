package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipelineTextTest {
    private static final Path PROJECT = Path.of("..");

    @Test
    void shouldLeaveOutDefaults() {
        PipelineDefinition pipeline = PipelineReader.parse("""
                {name: loans, task: binary-classification, source: {format: avro}, label: {classes: [yes, no], horizon: 36h},
                 columns: [{name: age, type: numeric, min: 1e-9}]}""", "p.yaml");

        assertThat(PipelineText.of(pipeline)).isEqualTo("""
                        name: loans
                        task: binary-classification
                        label:
                          classes:
                          - yes
                          - no
                          horizon: 36h
                        columns:
                        - name: age
                          type: numeric
                          min: 1.0E-9
                        """);
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        List<Path> definitions = definitions();
        assertThat(definitions).hasSizeGreaterThan(5);
        for (Path file : definitions) {
            PipelineDefinition pipeline = PipelineReader.read(file);
            String text = PipelineText.of(pipeline);
            assertThat(PipelineReader.parse(text, "written from " + file)).isEqualTo(pipeline);
            assertThat(PipelineText.of(PipelineReader.parse(text, "again"))).isEqualTo(text);
        }
    }

    @Test
    void shouldPutAnotherTrainingIntoADefinition() {
        String definition = """
                {name: loans, task: binary-classification, label: {classes: [yes, no]},
                 columns: [{name: age, type: numeric}], training: %s}""";
        PipelineDefinition then = PipelineReader.parse(
                definition.formatted(
                        "{epochs: 7, nets: {dropout: 0.1}, every: 36h, search: {strategy: halving, hidden: [[8], [8, 4]], time: 90s}}"),
                "then.yaml");
        PipelineDefinition now = PipelineReader.parse(definition.formatted("{seed: 3}"), "now.yaml");

        assertThat(PipelineReader.parse(PipelineText.with(now, PipelineText.training(then.training())), "p.yaml"))
                .isEqualTo(then);
        assertThat(PipelineReader.parse(PipelineText.with(then, PipelineText.training(now.training())), "p.yaml"))
                .isEqualTo(now);
    }

    @Test
    void shouldReadBackTextsThatMeanSomethingElseInYaml() {
        List<String> odd = List.of(
                "~",
                "NULL",
                "null",
                "",
                " ",
                "yes",
                "0",
                "0x1F",
                "1_000",
                "1e3",
                ".inf",
                "x: y",
                "- x",
                "# x",
                "&x",
                "*x",
                "!x",
                "%x",
                "@x",
                "'",
                "\"",
                "\\",
                "a\nb",
                "a\n",
                "\t",
                "\u0085",
                "\u2028",
                "\u007f",
                "é",
                "\uD83D\uDE00",
                "x".repeat(300));
        PipelineDefinition plain = PipelineReader.parse(
                "{name: loans, task: multiclass-classification, label: {classes: [a, b]}, columns: [{name: age, type: numeric}]}",
                "p.yaml");
        LabelDefinition label = new LabelDefinition(
                plain.label().column(),
                odd,
                plain.label().prior(),
                plain.label().mean(),
                plain.label().min(),
                plain.label().max(),
                plain.label().horizon(),
                plain.label().corrections());
        PipelineDefinition pipeline = new PipelineDefinition(
                plain.name(),
                plain.task(),
                plain.source(),
                label,
                plain.columns(),
                plain.history(),
                plain.profiles(),
                plain.metrics(),
                plain.training(),
                plain.promotion(),
                plain.scoring(),
                plain.drift(),
                plain.alerts(),
                plain.topics(),
                plain.delivery());

        assertThat(PipelineReader.parse(PipelineText.of(pipeline), "odd")).isEqualTo(pipeline);
    }

    /** Every definition of this project. */
    private static List<Path> definitions() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> file.toString().contains("resources")
                            || file.toString().contains("examples"))
                    .filter(file -> !file.toString().contains("target"))
                    .filter(file -> isDefinition(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isDefinition(Path file) {
        try {
            return Files.readString(file).contains("\ntask:");
        } catch (IOException e) {
            return false;
        }
    }
}
