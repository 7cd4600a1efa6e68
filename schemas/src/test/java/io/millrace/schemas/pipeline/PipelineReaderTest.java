package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineReaderTest {
    private static final String SMALLEST = """
            name: loans
            task: binary-classification
            label:
              classes: [yes, no]
            columns:
              - name: age
                type: numeric
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldFillEveryDefault() {
        PipelineDefinition pipeline = PipelineReader.parse(SMALLEST, "p.yaml");

        assertThat(pipeline.source().format()).isEqualTo(Source.Format.AVRO);
        assertThat(pipeline.source().duplicateWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(pipeline.label().column()).isEmpty();
        assertThat(pipeline.label().priorProbabilities()).containsExactly(0.5, 0.5);
        assertThat(pipeline.columns().get(0).missingTokens()).containsExactly("", "NA", "N/A", "null", "NaN", "?");
        assertThat(pipeline.training().candidates())
                .containsExactly(Training.Family.SOFTMAX, Training.Family.MLP, Training.Family.XGBOOST);
        assertThat(pipeline.training().hidden()).containsExactly(64, 32);
        assertThat(pipeline.scoring().commitEvery()).isEqualTo(Duration.ofMillis(100));
        assertThat(pipeline.drift().falseAlarmEvery()).isEqualTo(1_000_000);
        assertThat(pipeline.topics().replication()).isEqualTo(-1);
        assertThat(pipeline.delivery()).isEqualTo(PipelineDefinition.Delivery.EXACTLY_ONCE);
    }

    @Test
    void shouldTakeTheDefaultOfAKeyWithNothingBehindIt() {
        assertThat(PipelineReader.parse(SMALLEST + "training:\ndrift: ~\ndelivery: null\n", "p.yaml"))
                .isEqualTo(PipelineReader.parse(SMALLEST, "p.yaml"));
    }

    @Test
    void shouldTakeTextAsItIsWritten() {
        PipelineDefinition pipeline = PipelineReader.parse(SMALLEST.replace("[yes, no]", "[0, 1.50]"), "p.yaml");

        assertThat(pipeline.label().classes()).containsExactly("0", "1.50");
    }

    @Test
    void shouldReadUnderscoresInNumbers() {
        PipelineDefinition pipeline = PipelineReader.parse(SMALLEST + "drift: {falseAlarmEvery: 2_000_000}", "p.yaml");

        assertThat(pipeline.drift().falseAlarmEvery()).isEqualTo(2_000_000);
    }

    @Test
    void shouldKeepTheOrderOfColumnsAndLeaveOutTheIgnored() {
        PipelineDefinition pipeline = PipelineReader.parse(
                SMALLEST + "  - {name: note, type: ignored}\n  - {name: colour, type: categorical, values: [red]}\n",
                "p.yaml");

        assertThat(pipeline.encodedColumns()).extracting(Column::name).containsExactly("age", "colour");
    }

    @Test
    void shouldSuggestTheNearestKey() {
        assertThat(problems(SMALLEST + "trainign:\n  window: 5000\n"))
                .containsExactly(
                        "p.yaml:8: trainign: is not a known key (did you mean 'training'?). Known: name, task, source,"
                                + " label, columns, history, profiles, metrics, training, promotion, scoring, drift, alerts, topics, delivery");
    }

    @Test
    void shouldSuggestAKeySpelledInAnotherStyle() {
        assertThat(problems(SMALLEST + "source:\n  event_time: at\n"))
                .singleElement()
                .asString()
                .startsWith("p.yaml:9: source.event_time: is not a known key (did you mean 'eventTime'?).");
    }

    @Test
    void shouldNameWhatIsImpossibleInASearch() {
        assertThat(problems(SMALLEST + "training: {search: {strategy: grid, trials: 12}}"))
                .containsExactly("p.yaml:8: training.search.trials: must be at least 13 for this grid: that is what is"
                        + " given and 12 sets of parameters of mlp; or list fewer values, or take random");
        assertThat(problems(SMALLEST + "training: {candidates: [xgboost], search: {strategy: grid, trials: 9}}"))
                .singleElement()
                .asString()
                .contains("must be at least 10 for this grid");
        String past = "source: {entity: who}\nhistory: {sequence: 3}\n";
        assertThat(problems(SMALLEST + past
                        + "training: {candidates: [mlp, lstm], search: {strategy: grid, nets: {lstm: [8, 64]}}}"))
                .singleElement()
                .asString()
                .contains("must be at least 25 for this grid")
                .contains("24 sets of parameters of lstm");
        assertThat(problems(SMALLEST + "training: {search: {trees: {depth: [3, 20]}, nets: {dropout: [1.0]}}}"))
                .containsExactlyInAnyOrder(
                        "p.yaml:8: training.search.trees.depth: must be between 1 and 12",
                        "p.yaml:8: training.search.nets.dropout: must be between 0 and 0.9");
        assertThat(problems(SMALLEST + "training: {search: {hidden: [[8], [0]]}}"))
                .containsExactly("p.yaml:8: training.search.hidden: a layer has between 1 and 4096 units");
        assertThat(problems(SMALLEST + "training: {search: {nets: {lstm: [8, 0]}}}"))
                .containsExactly("p.yaml:8: training.search.nets.lstm: must be between 1 and 1024");
        assertThat(problems(SMALLEST + "training: {search: {trials: 1}}"))
                .containsExactly("p.yaml:8: training.search.trials: must be between 2 and 1000");
    }

    @Test
    void shouldReadHowCategoriesAreEmbedded() {
        String training = "training: {nets: {embedding: %s, embeddedFrom: %s}}";
        Nets byRule = PipelineReader.parse(SMALLEST + training.formatted("auto", 2), "p.yaml")
                .training()
                .nets();
        Nets given = PipelineReader.parse(SMALLEST + training.formatted("12", 2), "p.yaml")
                .training()
                .nets();

        assertThat(byRule.embeds()).isTrue();
        assertThat(byRule.embeddingLength()).isZero();
        assertThat(given.embeddingLength()).isEqualTo(12);
        assertThat(problems(SMALLEST + training.formatted("some", 2)))
                .containsExactly("p.yaml:8: training.nets.embedding: 'some' is neither none nor auto, nor a whole"
                        + " number from 1 to 999");
        assertThat(problems(SMALLEST + training.formatted("auto", 1)))
                .containsExactly("p.yaml:8: training.nets.embeddedFrom: must be at least 2");
    }

    @Test
    void shouldTakeAQuantileOfNumbersAlone() {
        assertThat(PipelineReader.parse(regression("{mean: 1}") + "training: {quantile: 0.9}\n", "p.yaml")
                        .training()
                        .quantile())
                .contains(0.9);
        assertThat(problems(SMALLEST + "training: {quantile: 0.9}"))
                .containsExactly("p.yaml:8: training.quantile: is for regression: classes have probabilities");
        assertThat(problems(SMALLEST + "training: {quantile: 1}"))
                .containsExactly("p.yaml:8: training.quantile: must be between 0.01 and 0.99");
        assertThat(problems(SMALLEST + "training: {quantile: 0.9, nets: {regressionLoss: mae}}"))
                .containsExactly("p.yaml:8: training.nets.regressionLoss: is not lowered where training.quantile says"
                        + " what is: leave one of them out");
    }

    @Test
    void shouldSuggestNothingWhereNothingIsNear() {
        assertThat(problems(SMALLEST + "kubernetes: true\n"))
                .singleElement()
                .asString()
                .startsWith("p.yaml:8: kubernetes: is not a known key. Known: name,");
    }

    @Test
    void shouldNameAMissingKeyByItsOwnersLine() {
        assertThat(problems(SMALLEST.replace("    type: numeric\n", "")))
                .singleElement()
                .asString()
                .startsWith("p.yaml:6: columns[0].type: is missing: What the column holds");
        assertThat(problems(SMALLEST.replace("  classes: [yes, no]\n", "  horizon: 1d\n")))
                .containsExactly("p.yaml:3: label.classes: at least 2 classes are needed, not 0");
    }

    @Test
    void shouldReadANumberAsLabel() {
        LabelDefinition label = PipelineReader.parse(regression("{mean: 12.5, min: 0, max: 1e3}"), "p.yaml")
                .label();

        assertThat(label.isNumber()).isTrue();
        assertThat(label.mean()).contains(12.5);
        assertThat(label.min()).contains(0.0);
        assertThat(label.max()).contains(1000.0);
    }

    @Test
    void shouldTellClassesFromNumbers() {
        assertThat(problems(regression("{classes: [a, b], mean: 1}")))
                .containsExactly("p.yaml:3: label.classes: the label of regression is a number: it has no classes");
        assertThat(problems(regression("{min: 0}")))
                .containsExactly(
                        "p.yaml:3: label.mean: is missing: the number that regression answers before a first model exists");
        assertThat(problems(regression("{mean: 1, prior: {a: 1}}")))
                .containsExactly("p.yaml:3: label.prior: 'a' is not one of the classes []");
        assertThat(problems(regression("{mean: 1, min: 2, max: 3}")))
                .containsExactly("p.yaml:3: label.mean: must lie from min to max");
        assertThat(problems(regression("{mean: 1, min: 3, max: 3}")))
                .containsExactly("p.yaml:3: label.min: must be below max");
        assertThat(problems(regression("{mean: 1, max: 1e39}")))
                .containsExactly("p.yaml:3: label.max: is beyond what a float holds");
        assertThat(problems(SMALLEST.replace("  classes", "  mean: 0.5\n  classes")))
                .containsExactly("p.yaml:4: label.mean: is for regression: classes have a prior");
        assertThat(problems(SMALLEST.replace("  classes", "  min: 0.5\n  classes")))
                .containsExactly("p.yaml:4: label.min: is for regression");
    }

    @Test
    void shouldRefuseWhatOnlyClassesHave() {
        String numbers = regression("{mean: 1}");

        assertThat(problems(numbers + "training: {augment: {jitter: 0.1}}\n"))
                .containsExactly("p.yaml:5: training.augment: makes examples of classes, not of regression");
        assertThat(problems(numbers + "training: {nets: {loss: focal}}\n"))
                .containsExactly("p.yaml:5: training.nets.loss: is for classes: regression has regressionLoss");
        assertThat(problems(numbers + "training: {nets: {classWeights: balanced}}\n"))
                .containsExactly("p.yaml:5: training.nets.classWeights: is for classes");
    }

    @Test
    void shouldRefuseToLearnAQuantileOnline() {
        assertThat(problems(regression("{mean: 1}") + "training: {quantile: 0.9, online: {enabled: true}}\n"))
                .containsExactly(
                        "p.yaml:5: training.online.enabled: learns the number itself: leave it out, or training.quantile");
    }

    private static String regression(String label) {
        return "name: rentals\ntask: regression\nlabel: " + label + "\ncolumns: [{name: age, type: numeric}]\n";
    }

    @Test
    void shouldTakeARequiredKeyWithNothingBehindItForMissing() {
        assertThat(problems(SMALLEST.replace("name: loans", "name:")))
                .containsExactly("p.yaml:1: name: is missing: Name of the pipeline; the prefix of its topics.");
    }

    @Test
    void shouldNameAWrongType() {
        assertThat(problems(SMALLEST + "training:\n  window: many\n"))
                .containsExactly("p.yaml:9: training.window: 'many' is not a whole number");
        assertThat(problems(SMALLEST + "training:\n  window: 1.5\n"))
                .containsExactly("p.yaml:9: training.window: '1.5' is not a whole number");
        assertThat(problems(SMALLEST + "training:\n  window: 99999999999\n"))
                .containsExactly("p.yaml:9: training.window: '99999999999' is outside -2147483648 to 2147483647");
        assertThat(problems(SMALLEST + "training:\n  seed: 99999999999999999999\n"))
                .singleElement()
                .asString()
                .contains("training.seed: '99999999999999999999' is outside -9223372036854775808 to");
        assertThat(problems(SMALLEST + "training:\n  learningRate: fast\n"))
                .containsExactly("p.yaml:9: training.learningRate: 'fast' is not a number");
        assertThat(problems(SMALLEST + "    cyclical: yes\n"))
                .containsExactly("p.yaml:8: columns[0].cyclical: 'yes' is neither true nor false");
        assertThat(problems(SMALLEST + "scoring:\n  commitEvery: soon\n"))
                .containsExactly(
                        "p.yaml:9: scoring.commitEvery: 'soon' is not a duration such as 100ms, 5s, 10m, 1h or 7d");
    }

    @Test
    void shouldKnowHowVectorsAreScored() {
        assertThat(problems(SMALLEST + "scoring:\n  maxWait: 2s\n"))
                .containsExactly("p.yaml:9: scoring.maxWait: must be 1s at most");
        assertThat(problems(SMALLEST + "scoring:\n  shadows: {enabled: true, budget: 1.5}\n"))
                .containsExactly("p.yaml:9: scoring.shadows.budget: must be above 0 and at most 1");
        assertThat(problems(SMALLEST + "scoring:\n  engine: jdl\n"))
                .singleElement()
                .asString()
                .contains("scoring.engine", "direct", "djl");
    }

    @Test
    void shouldRefuseNumbersThatOnlyJavaWrites() {
        for (String number : List.of("NaN", "Infinity", ".inf", "0x1p3", "1d", "1e999", "_1")) {
            assertThat(problems(SMALLEST + "drift:\n  errorRise: " + number + "\n"))
                    .hasSize(1);
        }
    }

    @Test
    void shouldNameAnImpossibleValueByItsOwnLine() {
        assertThat(problems(SMALLEST + "training:\n  seed: 7\n  batch: 0\n"))
                .containsExactly("p.yaml:10: training.batch: must be between 1 and 65536");
        assertThat(problems(SMALLEST + "    min: 9\n    max: 3\n"))
                .containsExactly("p.yaml:8: columns[0].min: must not be above max (3.0)");
        assertThat(problems(SMALLEST.replace("loans", "My Loans")))
                .singleElement()
                .asString()
                .startsWith("p.yaml:1: name: 'My Loans' must be lower-case letters");
        assertThat(problems(SMALLEST + "training:\n  testShare: 0.5\n"))
                .containsExactly("p.yaml:9: training.testShare: must be between 0 and 0.4");
        assertThat(problems(SMALLEST + "training:\n  augment:\n    mixup: 0.001\n"))
                .containsExactly("p.yaml:10: training.augment.mixup: must be 0, or between 0.01 and 100");
        assertThat(problems(SMALLEST + "training:\n  nets:\n    dropout: 1\n"))
                .containsExactly("p.yaml:10: training.nets.dropout: must be between 0 and 0.9");
        assertThat(problems(SMALLEST + "training:\n  trees:\n    depth: 40\n"))
                .containsExactly("p.yaml:10: training.trees.depth: must be between 1 and 12");
        assertThat(problems(SMALLEST + "topics: {retention: 99999999d}\n"))
                .containsExactly("p.yaml:8: topics.retention: '99999999d' is longer than a hundred years");
    }

    @Test
    void shouldCheckKeysAgainstEachOther() {
        assertThat(problems(SMALLEST.replace("  classes", "  column: age\n  classes")))
                .containsExactly(
                        "p.yaml:4: label.column: 'age' is the label and must not be listed under columns as well");
        assertThat(problems(SMALLEST.replace("  classes", "  column: paid.late\n  classes") + "    field: paid.late\n"))
                .containsExactly("p.yaml:4: label.column: 'paid.late' is the label and must not be listed under columns"
                        + " as well");
        assertThat(problems(SMALLEST + "    field: ' '\n"))
                .containsExactly("p.yaml:8: columns[0].field: must not be empty");
        assertThat(problems(SMALLEST.replace("[yes, no]", "[yes, no, maybe]")))
                .containsExactly("p.yaml:4: label.classes: binary classification needs exactly 2 classes, not 3");
        assertThat(problems(SMALLEST + "  - {name: b, type: numeric}\n  - {name: age, type: boolean}\n"))
                .containsExactly("p.yaml:9: columns[2].name: 'age' is declared twice");
        assertThat(problems(SMALLEST.replace("[yes, no]", "[yes, yes]")))
                .containsExactly("p.yaml:4: label.classes: 'yes' is named twice");
    }

    @Test
    void shouldNameABadChoice() {
        assertThat(problems(SMALLEST.replace("type: numeric", "type: Numerical")))
                .containsExactly("p.yaml:7: columns[0].type: 'Numerical' is not one of numeric, categorical, boolean,"
                        + " timestamp, text, ignored (did you mean 'numeric'?)");
    }

    @Test
    void shouldNameANodeOfTheWrongShape() {
        assertThat(problems(SMALLEST + "delivery: [exactly-once]\n"))
                .containsExactly("p.yaml:8: delivery: must be a single value");
        assertThat(problems(SMALLEST + "training:\n  window:\n    of: 3\n"))
                .containsExactly("p.yaml:9: training.window: must be a single value");
        assertThat(problems(SMALLEST + "training:\n  hidden: 64\n"))
                .containsExactly("p.yaml:9: training.hidden: must be a list");
        assertThat(problems(SMALLEST + "training: 7\n")).containsExactly("p.yaml:8: training: must be a set of keys");
        assertThat(problems(SMALLEST.replace("[yes, no]", "[yes, no]\n  prior: [1]")))
                .containsExactly("p.yaml:5: label.prior: must be a set of keys");
        assertThat(problems("just text")).containsExactly("p.yaml:1: must be a set of keys");
        assertThat(problems("- a\n- b\n")).containsExactly("p.yaml:1: must be a set of keys");
    }

    @Test
    void shouldAskForQuotesAroundNullInAList() {
        assertThat(problems(SMALLEST + "    missingTokens:\n      - ''\n      - null\n"))
                .containsExactly("p.yaml:10: columns[0].missingTokens[1]: must not be empty;"
                        + " where the text null is meant, write 'null'");
    }

    @Test
    void shouldRefuseAKeyGivenTwice() {
        assertThat(problems("name: other\n" + SMALLEST))
                .containsExactly("p.yaml:2: name: is given twice, first on line 1");
        assertThat(problems(
                        SMALLEST.replace("[yes, no]", "[yes, no]\n  prior:\n    yes: 0.5\n    yes: 0.5\n    no: 0.5")))
                .containsExactly("p.yaml:7: label.prior.yes: is given twice, first on line 6");
    }

    @Test
    void shouldRefuseAKeyThatIsNotText() {
        assertThat(problems(SMALLEST + "? [a, b]\n: 1\n"))
                .containsExactly("p.yaml:1: has a key that is not a single value");
    }

    @Test
    void shouldReportEveryProblemInTheOrderOfTheLines() {
        assertThat(problems("tusk: x\nname: 'A B'\ndrift: {window: x}\ncolumns: []\nlabel: {classes: [a]}\n"))
                .extracting(line -> line.split(": ", 3)[1])
                .containsExactly("task", "tusk", "drift.window", "label.classes");
    }

    @Test
    void shouldShowTheFirstOfVeryManyProblems() {
        String columns = IntStream.range(0, 200)
                .mapToObj(i -> "  - {name: c" + i + ", type: strange}\n")
                .collect(Collectors.joining());
        InvalidDefinition invalid = invalid(SMALLEST + columns);

        assertThat(invalid.problems()).hasSize(200);
        assertThat(invalid.getMessage().lines()).hasSize(51).last().isEqualTo("and 150 more problems");
    }

    @Test
    void shouldKeepMessagesShortAndOnOneLineWhateverTheFileSays() {
        assertThat(invalid(SMALLEST + "delivery: \"\\e[31m\\n" + "x".repeat(100_000) + "\"\n")
                        .getMessage())
                .startsWith("p.yaml:8: delivery: '·[31m·xxx")
                .hasSizeLessThan(600)
                .hasLineCount(1);
        assertThat(invalid(SMALLEST + "x".repeat(1000) + ": 1\n").getMessage())
                .hasLineCount(1)
                .hasSizeLessThan(1200);
    }

    @Test
    void shouldNameTheLineOfMalformedYaml() {
        assertThat(problems(SMALLEST + "training: {window: 5\n"))
                .singleElement()
                .asString()
                .startsWith("p.yaml:9: is not valid YAML:");
        assertThat(problems("name: a: b\n")).singleElement().asString().startsWith("p.yaml:1: is not valid YAML:");
        assertThat(problems("name: loans\n\ttask: x\n"))
                .singleElement()
                .asString()
                .startsWith("p.yaml:2: is not valid YAML:");
        assertThat(problems("name: *nowhere\n")).singleElement().asString().startsWith("p.yaml:1: is not valid YAML:");
        assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("is not valid YAML:");
        assertThat(problems("name: \"a\u0001\"\n")).singleElement().asString().contains("is not valid YAML:");
    }

    @Test
    void shouldRefuseAnEmptyText() {
        assertThat(problems("")).containsExactly("p.yaml: is empty: not a pipeline definition");
        assertThat(problems("# nothing\n")).containsExactly("p.yaml: is empty: not a pipeline definition");
    }

    @Test
    void shouldRefuseDeepNesting() {
        assertThat(problems("name: loans\ntask: " + "[".repeat(200_000)))
                .containsExactly("p.yaml:2: is nested more than 50 levels deep");
        assertThat(problems("name: " + "{a: ".repeat(51) + "}".repeat(51)))
                .containsExactly("p.yaml:1: is nested more than 50 levels deep");
    }

    @Test
    void shouldRefuseAnAliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(problems(bomb.toString()))
                .singleElement()
                .asString()
                .contains("is not valid YAML: Number of aliases");
    }

    @Test
    void shouldSurviveANodeThatHoldsItself() {
        assertThat(problems(SMALLEST + "training: &t\n  hidden: [*t]\n"))
                .singleElement()
                .asString()
                .contains("training.hidden[0]: must be a single value");
    }

    @Test
    void shouldRefuseWhatIsMeantToTakeForEverInGoodTime() {
        String wide = "name: loans\n? " + "- ".repeat(45) + "x\n: y\n";
        String manyKeys =
                IntStream.range(0, 60_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());
        String quotes = "name: \"" + "\\x61".repeat(200_000) + "\"\n";
        String comments = "#\n".repeat(500_000);
        String flow = "columns: [" + "{name: a, type: numeric}, ".repeat(30_000) + "]\n";
        String anchors = IntStream.range(0, 20_000)
                .mapToObj(i -> "a" + i + ": &a" + i + " 1\n")
                .collect(Collectors.joining());
        for (String evil :
                List.of(wide, manyKeys, quotes, comments, flow, anchors, "%".repeat(900_000), "\t".repeat(900_000))) {
            assertTimeoutPreemptively(
                    Duration.ofMinutes(3),
                    () -> catchThrowableOfType(InvalidDefinition.class, () -> PipelineReader.parse(evil, "p.yaml")),
                    () -> evil.substring(0, 30));
        }
    }

    @Test
    void shouldLetAliasesSpareRepetition() {
        PipelineDefinition pipeline = PipelineReader.parse(
                SMALLEST + "    missingTokens: &none ['-']\n  - {name: b, type: numeric, missingTokens: *none}\n",
                "p.yaml");

        assertThat(pipeline.columns().get(1).missingTokens()).containsExactly("-");
    }

    @Test
    void shouldReadAFileWithAByteOrderMarkAndWindowsLineEnds() throws IOException {
        Path file = written(("\uFEFF" + SMALLEST.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));

        assertThat(PipelineReader.read(file)).isEqualTo(PipelineReader.parse(SMALLEST, "p.yaml"));
    }

    @Test
    void shouldSayHowToMakeAMissingFile() {
        Path file = folder.resolve("nowhere.yaml");

        assertThat(problems(file))
                .isEqualTo(file + ": no such file. Make one with: millrace pipelines init data.csv --label COLUMN");
    }

    @Test
    void shouldRefuseAFolder() {
        assertThat(problems(folder)).isEqualTo(folder + ": cannot be read: Is a directory");
    }

    @Test
    void shouldRefuseABinaryFile() throws IOException {
        Path image = written(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, (byte) 0xff});
        assertThat(problems(image)).isEqualTo(image + ": is not UTF-8 text");

        Path zeros = written(new byte[1000]);
        assertThat(problems(zeros)).startsWith(zeros + ": is not valid YAML:").hasLineCount(1);
    }

    @Test
    void shouldRefuseAHugeFile() throws IOException {
        Path file = written(new byte[3 << 20]);

        assertThat(problems(file)).isEqualTo(file + ": is larger than 1 MiB: not a pipeline definition");
    }

    @Test
    void shouldSayWhatIsWrongWithAWebhookWithoutRepeatingASecret() {
        assertThat(problems(SMALLEST + """
                alerts:
                  webhooks:
                    - {name: pager, url: "https://me:hunter2@example.com/"}
                    - {name: pager, url: "https://example.com/", secretVariable: "whsec_hunter2+/="}
                    - {name: chat}
                    - {name: chat, url: example.com}
                    - {name: chat, url: "https://example.com", longestPause: 10ms}
                """))
                .containsExactly(
                        "p.yaml:10: alerts.webhooks[0].url: must not hold a user or password: name an authorizationVariable",
                        "p.yaml:11: alerts.webhooks[1].secretVariable: must be the name of an environment variable, not what"
                                + " it holds",
                        "p.yaml:12: alerts.webhooks[2].url: is missing: give it, or urlVariable",
                        "p.yaml:13: alerts.webhooks[3].url: is no address such as https://example.com/alerts",
                        "p.yaml:14: alerts.webhooks[4].longestPause: must not be shorter than firstPause");
        assertThat(problems(SMALLEST + """
                alerts:
                  webhooks:
                    - {name: pager, url: "https://example.com/"}
                    - {name: pager, urlVariable: PAGER_URL}
                """))
                .containsExactly("p.yaml:11: alerts.webhooks[1].name: 'pager' is named twice");
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("p.yaml"), bytes);
    }

    private static List<String> problems(String yaml) {
        return invalid(yaml).problems().stream().map(Object::toString).toList();
    }

    private static String problems(Path file) {
        return catchThrowableOfType(InvalidDefinition.class, () -> PipelineReader.read(file))
                .getMessage();
    }

    private static InvalidDefinition invalid(String yaml) {
        return catchThrowableOfType(InvalidDefinition.class, () -> PipelineReader.parse(yaml, "p.yaml"));
    }
}
