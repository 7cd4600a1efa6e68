package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models of one pipeline, and people who change which of them serves. */
class ModelsIT {
    private static final int MINUTE = 60_000;
    private static final int ROWS = 3_000;
    private static final int MORE_ROWS = 200;

    @TempDir
    private Path directory;

    private int commands;

    @Test
    void shouldDoWhatPeopleAskForAndRefuseWhatMustNotBe() throws Exception {
        define();
        try (MillraceProcess up = start("up", "-p", "pipeline.yaml")) {
            assertThat(up.saysWithin(3 * MINUTE, "Ready.")).as(up.said()).isTrue();
            command("ingest", "data.csv", "--rate=300");
            awaitTwoVersions(up);
            long champion = champion();
            long other = 3 - champion;

            assertThat(command("models", "promote", "" + other, "--by=ann"))
                    .contains("version " + other + " is CHAMPION: promoted by ann");
            assertThat(champion()).isEqualTo(other);
            assertThat(refusal("models", "archive", "" + other)).contains("refused: version " + other + " serves");
            assertThat(refusal("models", "promote", "9")).contains("refused: there is no version 9");
            assertThat(command("models", "rollback", "--by=bob"))
                    .contains("version " + champion + " is CHAMPION: rolled back to version " + champion + " by bob");
            assertThat(champion()).isEqualTo(champion);

            assertThat(command("models", "show", "2")).contains("gate", "metric.logLoss", "offsets.");
            assertThat(command("models", "diff", "1", "2")).contains("sha256").doesNotContain("encoder ");
            assertThat(command("models", "card", "" + champion))
                    .contains(
                            "# Model " + champion,
                            "## Class by class",
                            "## Threshold by threshold",
                            "## What it looks at");
            command("models", "export", "" + champion, "model.onnx");
            assertThat(directory.resolve("model.onnx")).isNotEmptyFile();

            assertThat(command("models", "import", "model.onnx", "--name=twin", "--by=cleo"))
                    .contains("version 3 is SHADOW: ", "is not told apart from champion " + champion);
            assertThat(command("models", "show", "3"))
                    .contains("imported", "parameter.name", "twin", "parameter.by", "cleo");
            assertThat(shadowAnswers())
                    .contains("\"modelVersion\":3", "\"shadow\":true")
                    .doesNotContain("\"shadow\":false");
            assertThat(command("tail", "predictions", "--from-beginning", "--until-end"))
                    .contains("\"canary\":true");
            shouldHaveServedWhatIsTested(champion, 3);
            assertThat(command("models", "archive", "3")).contains("version 3 is REJECTED: archived by");
            assertThat(refusal("models", "import", "data.csv"))
                    .contains("data.csv: the bytes are not a model ONNX Runtime can run");

            assertThat(command("models", "reproduce", "1"))
                    .contains("identical: version 1")
                    .doesNotContain(" then, ");
            assertThat(command("models", "card", "2"))
                    .contains("| warmStart | from version 1 |")
                    .doesNotContain("| replayed | 0 |");
            assertThat(command("models", "reproduce", "2"))
                    .contains("identical: version 2")
                    .doesNotContain(" then, ");
            assertThat(said("train", "--follow", "--by=ann"))
                    .contains("  0 % ", "100 % ", "version 4 is ")
                    .containsAnyOf("CHAMPION", "SHADOW", "REJECTED");
            up.askToStop();
            assertThat(up.endsWithin(MINUTE)).as(up.said()).isTrue();
        }
    }

    /** Of the rows that came last a champion answered some, its canary others: all as their models answer here. */
    private void shouldHaveServedWhatIsTested(long... versions) throws Exception {
        JsonNode served = new ObjectMapper()
                .readTree(command("backtest", "--data=more.csv", "--served", "--no-loop", "--json=-"))
                .get("served");
        assertThat(served.get("compared").asInt()).as(served.toString()).isEqualTo(MORE_ROWS);
        assertThat(served.get("same").asInt()).as(served.toString()).isEqualTo(MORE_ROWS);
        for (long version : versions) {
            assertThat(served.get("byVersion").has("" + version))
                    .as(served.toString())
                    .isTrue();
        }
    }

    /** What shadows say of vectors that come slowly enough for the last one to be loaded meanwhile. */
    private String shadowAnswers() throws Exception {
        Files.writeString(directory.resolve("more.csv"), rows(MORE_ROWS, new Random(8)));
        command("ingest", "more.csv", "--rate=20");
        return command("tail", "shadows", "--from-beginning", "--until-end");
    }

    private static String rows(int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    double x = random.nextGaussian();
                    return x + "," + (x + random.nextGaussian() > 0 ? "yes" : "no");
                })
                .collect(Collectors.joining("\n", "x,answer\n", "\n"));
    }

    /** A first model, and 1,500 labels later a second one that the gate does not turn away. */
    private void define() throws Exception {
        Files.writeString(directory.resolve("data.csv"), rows(ROWS, new Random(7)));
        try (MillraceProcess init =
                start("pipelines", "init", "data.csv", "--label", "answer", "-o", "pipeline.yaml")) {
            assertThat(init.endsWithin(MINUTE)).as(init.said()).isTrue();
        }
        Path definition = directory.resolve("pipeline.yaml");
        Files.writeString(
                definition,
                Files.readString(definition)
                        .replaceFirst(
                                "minExamples: \\d+",
                                "minExamples: 1000\n  everyOutcomes: 1500\n  gateMargin: 5\n  candidates: [softmax]\n  warmStart: {enabled: true, replay: 0.2}")
                        .replaceFirst("window: \\d+", "window: 1000")
                        .concat("scoring: {shadows: {enabled: true}, canary: 0.3}\n"));
    }

    private void awaitTwoVersions(MillraceProcess up) throws Exception {
        for (int i = 0; i < 60 && !isDecided(); i++) {
            Thread.sleep(1_000);
        }
        assertThat(isDecided()).as(up.said()).isTrue();
    }

    private boolean isDecided() throws Exception {
        JsonNode versions = versions();
        return versions.size() == 2 && !versions.get(1).get("status").asText().equals("CANDIDATE");
    }

    private long champion() throws Exception {
        for (JsonNode version : versions()) {
            if (version.get("status").asText().equals("CHAMPION")) {
                return version.get("version").asLong();
            }
        }
        return 0;
    }

    private JsonNode versions() throws Exception {
        return new ObjectMapper().readTree(command("models", "list", "--json"));
    }

    private String command(String... arguments) throws Exception {
        try (MillraceProcess command = startBriefly(arguments)) {
            assertThat(command.endsWithin(2 * MINUTE)).as(command.said()).isTrue();
            assertThat(command.exitCode()).as(command.said()).isZero();
            return command.said();
        }
    }

    /** Whatever its exit code. */
    private String said(String... arguments) throws Exception {
        try (MillraceProcess command = startBriefly(arguments)) {
            assertThat(command.endsWithin(2 * MINUTE)).as(command.said()).isTrue();
            return command.said();
        }
    }

    private String refusal(String... arguments) throws Exception {
        try (MillraceProcess command = startBriefly(arguments)) {
            assertThat(command.endsWithin(2 * MINUTE)).as(command.said()).isTrue();
            assertThat(command.exitCode()).as(command.said()).isEqualTo(1);
            return command.said();
        }
    }

    private MillraceProcess startBriefly(String... arguments) throws IOException {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-p";
        all[arguments.length + 1] = "pipeline.yaml";
        return MillraceProcess.startBriefly(directory.resolve("command-" + commands++ + ".log"), directory, all);
    }

    private MillraceProcess start(String... arguments) throws IOException {
        return MillraceProcess.start(directory.resolve(arguments[0] + ".log"), directory, arguments);
    }
}
