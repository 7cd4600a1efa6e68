package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.pipeline.Column.Part;
import io.millrace.schemas.pipeline.Column.Type;
import io.millrace.schemas.pipeline.PipelineDefinition.Task;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefinitionInferenceTest {
    private static final IntFunction<String> LABELS = i -> i % 4 == 0 ? "yes" : "no";

    @Test
    void shouldGuessTheTypeOfEachColumn() {
        PipelineDefinition pipeline = read(inferred(
                1000,
                Map.of(
                        "price", i -> i * 0.37 + "",
                        "member", i -> i % 3 == 0 ? "True" : "FALSE",
                        "seen", i -> "2024-05-%02dT10:00:00Z".formatted(1 + i % 28),
                        "created_at", i -> "" + (1_700_000_000_000L + i * 977),
                        "day", i -> "2024-05-%02d 07:30".formatted(1 + i % 28),
                        "colour", i -> List.of("red", "green", "blue").get(i % 3))));

        assertThat(typesOf(pipeline))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "price", Type.NUMERIC,
                        "member", Type.BOOLEAN,
                        "seen", Type.TIMESTAMP,
                        "created_at", Type.TIMESTAMP,
                        "day", Type.TIMESTAMP,
                        "colour", Type.CATEGORICAL));
        assertThat(pipeline.columns()).allMatch(column -> column.invalid() == Column.Invalid.MISSING);
        assertThat(pipeline.columns()).allMatch(column -> column.min().isEmpty());
    }

    @Test
    void shouldSeeThatDecimalsLieBehindACommaUnlessItMayPartThousands() {
        PipelineDefinition pipeline = read(inferred(
                1000,
                Map.of(
                        "size", i -> i % 2 == 0 ? "" + i : "-" + i + ",25",
                        "weight", i -> i % 10 == 0 ? "-" : "0," + (100 + i % 900),
                        "people", i -> (1 + i % 900) + "," + (100 + i % 900),
                        "price", i -> i + ".5")));

        assertThat(typesOf(pipeline)).containsEntry("size", Type.NUMERIC).containsEntry("weight", Type.NUMERIC);
        assertThat(column(pipeline, "size").decimal()).isEqualTo(Column.Decimal.COMMA);
        assertThat(column(pipeline, "weight").decimal()).isEqualTo(Column.Decimal.COMMA);
        assertThat(column(pipeline, "price").decimal()).isEqualTo(Column.Decimal.POINT);
        assertThat(column(pipeline, "people").type()).isNotEqualTo(Type.NUMERIC);
    }

    @Test
    void shouldTakeOfATimeWhatTheSampleGoesRound() {
        LocalDate first = LocalDate.of(2024, 1, 1);
        PipelineDefinition pipeline = read(inferred(
                1000,
                Map.of(
                        "dates", i -> first.plusDays(i / 3).toString(),
                        "years", i -> first.plusDays(i) + "",
                        "times", i -> first.plusDays(i) + "T%02d:30:00+02:00".formatted(i % 24),
                        "epoch_time", i -> "" + (1_700_000_000L + 3_600L * i),
                        "ts", i -> "" + (1_700_000_000_000L + 1_000L * i),
                        "few", i -> first.plusDays(i % 3) + "")));

        assertThat(column(pipeline, "dates").parts()).containsExactly(Part.WEEKDAY);
        assertThat(column(pipeline, "years").parts()).containsExactly(Part.WEEKDAY, Part.YEARDAY);
        assertThat(column(pipeline, "times").parts()).containsExactly(Part.HOUR, Part.WEEKDAY, Part.YEARDAY);
        assertThat(column(pipeline, "epoch_time").parts()).containsExactly(Part.HOUR, Part.WEEKDAY);
        assertThat(column(pipeline, "ts").parts()).containsExactly(Part.HOUR);
        assertThat(column(pipeline, "few").parts()).containsExactly(Part.WEEKDAY);
    }

    @Test
    void shouldForgiveTwoInAHundred() {
        PipelineDefinition pipeline = read(inferred(
                1000,
                Map.of(
                        "mostly", i -> i % 50 == 0 ? "broken" : i + ".5",
                        "often", i -> i % 20 == 0 ? "broken" : i + ".5",
                        "none", i -> i % 3 == 0 ? "None" : i + ".5")));

        assertThat(typesOf(pipeline))
                .containsEntry("mostly", Type.NUMERIC)
                .containsEntry("none", Type.NUMERIC)
                .containsEntry("often", Type.IGNORED);
    }

    @Test
    void shouldTakeFewWholeNumbersForCodesUnlessTheirNameSaysOtherwise() {
        PipelineDefinition pipeline = read(inferred(
                1000,
                Map.of(
                        "weekday", i -> "" + (1 + i % 7),
                        "total_children", i -> "" + i % 6,
                        "hour", i -> "" + i % 24,
                        "flag", i -> "" + i % 2,
                        "level", i -> i % 5 + ".5")));

        assertThat(typesOf(pipeline))
                .containsEntry("weekday", Type.CATEGORICAL)
                .containsEntry("total_children", Type.NUMERIC)
                .containsEntry("hour", Type.NUMERIC)
                .containsEntry("flag", Type.NUMERIC)
                .containsEntry("level", Type.NUMERIC);
        assertThat(column(pipeline, "weekday").values()).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void shouldKeepFewRowsOfFewNumbersNumeric() {
        assertThat(typesOf(read(inferred(12, Map.of("age", i -> "" + (30 + i % 6), "x", i -> "" + i % 5)))))
                .containsOnly(Map.entry("age", Type.NUMERIC), Map.entry("x", Type.NUMERIC));
    }

    @Test
    void shouldHashWhatHasManyValues() {
        PipelineDefinition pipeline = read(inferred(
                2000, Map.of("fifty", i -> "v" + i % 50, "more", i -> "v" + i % 51, "most", i -> "v" + i % 900)));

        assertThat(column(pipeline, "fifty").values()).hasSize(50);
        assertThat(column(pipeline, "more").values()).isEmpty();
        assertThat(column(pipeline, "more").buckets()).isEqualTo(64);
        assertThat(column(pipeline, "most").buckets()).isEqualTo(256);
    }

    @Test
    void shouldIgnoreWhatTellsNothing() {
        String yaml = inferred(
                1000,
                Map.of(
                        "x", i -> i + ".5",
                        "row", i -> "" + (i + 1),
                        "comment", i -> "comment number " + i,
                        "essay", i -> "word ".repeat(30) + i % 3,
                        "country", i -> "USA",
                        "empty", i -> "NA"));

        assertThat(typesOf(read(yaml)).entrySet())
                .filteredOn(column -> column.getValue() != Type.IGNORED)
                .containsExactly(Map.entry("x", Type.NUMERIC));
        assertThat(yaml)
                .contains("ignored  # always \"USA\" in the sample")
                .contains("ignored  # always missing in the sample")
                .contains("ignored  # counts the rows")
                .contains("ignored  # long text")
                .contains("ignored  # nearly every value differs: text or an id");
    }

    @Test
    void shouldNameRecordsByAUniqueId() {
        PipelineDefinition pipeline = read(inferred(
                1000,
                Map.of("loan_id", i -> "L" + i * 7, "customerId", i -> "" + i % 300, "store_id", i -> "" + i % 20)));

        assertThat(pipeline.source().id()).contains("loan_id");
        assertThat(typesOf(pipeline))
                .containsEntry("loan_id", Type.IGNORED)
                .containsEntry("customerId", Type.IGNORED)
                .containsEntry("store_id", Type.CATEGORICAL);
    }

    @Test
    void shouldTakeJsonWhereANameCannotBeAnAvroField() {
        PipelineDefinition pipeline = read(inferred(100, Map.of("hours-per-week", i -> i + ".5")));

        assertThat(pipeline.source().format()).isEqualTo(Source.Format.JSON);
    }

    @Test
    void shouldOrderClassesByFrequencyWithTheirShares() {
        PipelineDefinition pipeline = read(inferred(1000, Map.of("x", i -> i + ".5")));

        assertThat(pipeline.task()).isEqualTo(Task.BINARY_CLASSIFICATION);
        assertThat(pipeline.label().column()).contains("y");
        assertThat(pipeline.label().classes()).containsExactly("no", "yes");
        assertThat(pipeline.label().priorProbabilities()).containsExactly(0.75, 0.25);
    }

    @Test
    void shouldPredictManyClassesAndLeaveMissingLabelsOut() {
        String yaml = infer(300, i -> List.of("", "a", "b", "c").get(i % 4), Map.of("x", i -> i + ".5"));

        assertThat(read(yaml).task()).isEqualTo(Task.MULTICLASS_CLASSIFICATION);
        assertThat(read(yaml).label().classes()).containsExactly("a", "b", "c");
        assertThat(yaml).contains("missing in 75 rows");
    }

    @Test
    void shouldScaleTheTrainingWindowToTheRows() {
        assertThat(read(inferred(500, Map.of("x", i -> i + ".5"))).training()).satisfies(training -> {
            assertThat(training.minExamples()).isEqualTo(100);
            assertThat(training.window()).isEqualTo(250);
        });
        assertThat(read(inferred(30_000, Map.of("x", i -> i + ".5"))).training())
                .satisfies(training -> {
                    assertThat(training.minExamples()).isEqualTo(1000);
                    assertThat(training.window()).isEqualTo(10_000);
                });
    }

    @Test
    void shouldLookAtTheFirstRowsOnly() {
        Iterator<String[]> endless = Stream.iterate(0, i -> i + 1)
                .map(i -> new String[] {i + ".5", i % 2 == 0 ? "a" : "b"})
                .iterator();

        assertThat(DefinitionInference.infer("p", "y", List.of("x", "y"), endless))
                .startsWith("# Inferred from the first 20000 rows.");
    }

    @Test
    void shouldQuoteWhateverYamlCouldMistake() {
        List<String> odd = List.of(
                "yes",
                "0",
                "Null",
                "~",
                "a: b",
                "# no comment",
                "it's",
                "say \"hi\"",
                "back\\slash",
                "tab\there",
                "new\nline",
                "größe",
                "日本",
                "😀",
                "\u0085\u2028\uFEFF",
                "- dash",
                "{x}",
                "*alias",
                "1_000");
        PipelineDefinition pipeline = read(infer(
                2000, i -> odd.get(i % odd.size()), Map.of("what: \"it\" # is", i -> odd.get(i * 7 % odd.size()))));

        assertThat(pipeline.label().classes()).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(pipeline.columns().get(0).name()).isEqualTo("what: \"it\" # is");
        assertThat(pipeline.columns().get(0).values()).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(pipeline.label().prior()).hasSize(odd.size());
    }

    @Test
    void shouldTakeShortAndLongRows() {
        List<String[]> rows = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> rows.add(new String[] {i % 2 == 0 ? "a" : "b", i + ".5", "extra"}));
        rows.add(new String[] {"a"});
        rows.add(new String[] {});

        PipelineDefinition pipeline = read(DefinitionInference.infer("p", "y", List.of("y", "x"), rows.iterator()));

        assertThat(typesOf(pipeline)).containsOnly(Map.entry("x", Type.NUMERIC));
    }

    @Test
    void shouldLeaveAColumnWithoutANameOut() {
        Iterator<String[]> rows = IntStream.range(0, 100)
                .mapToObj(i -> new String[] {"" + i, i % 2 == 0 ? "a" : " a ", i % 3 == 0 ? "b" : "c ", i + ".5"})
                .iterator();

        PipelineDefinition pipeline = read(DefinitionInference.infer("p", "y", List.of("", "same", "y", "x"), rows));

        assertThat(typesOf(pipeline)).isEqualTo(Map.of("same", Type.IGNORED, "x", Type.NUMERIC));
        assertThat(pipeline.label().classes()).containsExactly("c", "b");
    }

    @Test
    void shouldLookAtFewerRowsOfAWideTable() {
        List<String> header = IntStream.range(0, 2000).mapToObj(i -> "c" + i).toList();
        Iterator<String[]> rows = Stream.iterate(0, i -> i + 1)
                .map(i -> header.stream().map(name -> i % 2 + ".5").toArray(String[]::new))
                .iterator();

        assertThat(DefinitionInference.infer("p", "c0", header, rows))
                .startsWith("# Inferred from the first 1000 rows.");
    }

    @Test
    void shouldSayWhichColumnsThereAre() {
        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> DefinitionInference.infer(
                        "p",
                        "clas",
                        List.of("age", "class"),
                        List.<String[]>of().iterator()))
                .withMessage("there is no column 'clas' (did you mean 'class'?). Columns: age, class");
    }

    @Test
    void shouldPredictANumberThatHasManyValues() {
        Map<String, IntFunction<String>> x = Map.of("x", i -> i + ".5");

        PipelineDefinition pipeline = read(infer(1000, i -> i % 10 == 0 ? "" : "" + i % 21 * 0.5, x));

        assertThat(pipeline.task()).isEqualTo(Task.REGRESSION);
        assertThat(pipeline.label().mean().orElseThrow()).isCloseTo(5.0, within(0.1));
        assertThat(read(infer(1000, i -> "" + i % 20 * 0.5, x)).task()).isEqualTo(Task.MULTICLASS_CLASSIFICATION);
        assertThat(read(infer(1000, i -> "" + i % 50, x)).task()).isEqualTo(Task.MULTICLASS_CLASSIFICATION);
        assertThat(read(infer(1000, i -> "" + i % 51, x)).task()).isEqualTo(Task.REGRESSION);
    }

    @Test
    void shouldRefuseALabelThatIsNoClass() {
        Map<String, IntFunction<String>> x = Map.of("x", i -> i + ".5");

        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> infer(1000, i -> "name " + i, x))
                .withMessageContaining("the label 'y' has 1000 different values");
        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> infer(1000, i -> "same", x))
                .withMessageContaining("has only one value in the first 1000 rows");
        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> infer(1000, i -> "", x))
                .withMessageContaining("has no value");
    }

    @Test
    void shouldRefuseATableWithNothingToLearnFrom() {
        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> inferred(100, Map.of("country", i -> "USA")))
                .withMessage(
                        "no column but the label 'y' is left to learn from: country (always \"USA\" in the sample)");
        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> inferred(100, Map.of()))
                .withMessageStartingWith("no column but the label 'y'");
        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> inferred(0, Map.of("x", i -> "1")))
                .withMessage("there are no rows to learn from");
    }

    @Test
    void shouldRefuseAHeaderThatNamesAColumnTwice() {
        Iterator<String[]> none = List.<String[]>of().iterator();

        assertThatExceptionOfType(CannotInfer.class)
                .isThrownBy(() -> DefinitionInference.infer("p", "y", List.of("y", "x", "x"), none))
                .withMessage("two columns are named 'x'");
    }

    @Test
    void shouldNameAPipelineAfterItsFile() {
        assertThat(DefinitionInference.pipelineName("/data/My Loans.csv.gz")).isEqualTo("my-loans");
        assertThat(DefinitionInference.pipelineName("C:\\x\\bike_sharing_hour.csv"))
                .isEqualTo("bike-sharing-hour");
        assertThat(DefinitionInference.pipelineName("electricity")).isEqualTo("electricity");
        assertThat(DefinitionInference.pipelineName("???.csv")).isEqualTo("pipeline");
        assertThat(DefinitionInference.pipelineName("a".repeat(100))).hasSize(80);
    }

    private static String inferred(int rows, Map<String, IntFunction<String>> columns) {
        return infer(rows, LABELS, columns);
    }

    private static String infer(int rows, IntFunction<String> label, Map<String, IntFunction<String>> columns) {
        List<String> names = new ArrayList<>(columns.keySet());
        List<String> header = Stream.concat(names.stream(), Stream.of("y")).toList();
        Iterator<String[]> cells = IntStream.range(0, rows)
                .mapToObj(i -> Stream.concat(
                                names.stream().map(name -> columns.get(name).apply(i)), Stream.of(label.apply(i)))
                        .toArray(String[]::new))
                .iterator();
        return DefinitionInference.infer("p", "y", header, cells);
    }

    private static PipelineDefinition read(String yaml) {
        return PipelineReader.parse(yaml, "inferred.yaml");
    }

    private static Map<String, Type> typesOf(PipelineDefinition pipeline) {
        return pipeline.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
    }

    private static Column column(PipelineDefinition pipeline, String name) {
        return pipeline.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
