package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void shouldHaveADefinedReportOfNothing() {
        Map<String, Object> binary = Evaluation.ofBinary(new boolean[0], new double[0], 0.5);
        assertThat(binary).containsEntry("n", 0L).containsEntry("reliability_curve", List.of());
        onlyNaN(binary, "confusion", "reliability_curve", "n", "missing");
        Map<String, Object> classes = Evaluation.ofClasses(List.of(), List.of(), List.of(), new double[0][]);
        onlyNaN(classes, "labels", "confusion_rows_true", "per_class", "n", "missing");
        onlyNaN(Evaluation.ofNumbers(new double[0], new double[0]), "n", "missing");
        onlyNaN(Evaluation.ofGroups(new boolean[0], new boolean[0], List.of()), "by_group", "n", "missing");
        assertThat(Evaluation.ofStream(List.of(), List.of(), List.of(), 10, 0.9, 1))
                .isEmpty();
    }

    private static void onlyNaN(Map<String, Object> report, String... but) {
        report.forEach((name, value) -> {
            if (!Arrays.asList(but).contains(name)) {
                assertThat(value).as(name).isEqualTo(Double.NaN);
            }
        });
    }

    @Test
    void shouldLeaveOutRowsWithAMissingValue() {
        assertThat(Evaluation.ofBinary(new boolean[] {true, false, true}, new double[] {0.9, Double.NaN, 0.1}, 0.5))
                .containsEntry("n", 2L)
                .containsEntry("missing", 1L)
                .containsEntry("accuracy", 0.5);
        assertThat(Evaluation.ofNumbers(new double[] {1, Double.NaN, 3}, new double[] {2, 2, Double.NaN}))
                .containsEntry("n", 1L)
                .containsEntry("missing", 2L)
                .containsEntry("median_ae", 1.0);
        assertThat(Evaluation.ofGroups(new boolean[2], new boolean[2], Arrays.asList("g", null)))
                .containsEntry("n", 1L)
                .containsEntry("missing", 1L);
        List<String> actual = Arrays.asList("a", null, "b", "b");
        List<String> predicted = Arrays.asList("a", "b", null, "a");
        assertThat(Evaluation.labels(actual, predicted)).containsExactly("a", "b");
        assertThat(Evaluation.ofClasses(List.of("a", "b"), actual, predicted))
                .containsEntry("n", 2L)
                .containsEntry("missing", 2L)
                .containsEntry("accuracy", 0.5);
        assertThat(Evaluation.ofStream(List.of("a", "b"), actual, predicted, 10, 0.9, 3, 9))
                .singleElement()
                .satisfies(
                        report -> assertThat(report).containsEntry("after", 3).containsEntry("cum_accuracy", 1.0));
    }

    @Test
    void shouldRankScoresThatAreNoProbabilities() {
        Map<String, Object> report =
                Evaluation.ofBinary(new boolean[] {true, false, true}, new double[] {3, -2, 0.5}, 0);
        assertThat(report)
                .containsEntry("roc_auc", 1.0)
                .containsEntry("accuracy", 1.0)
                .containsEntry("brier", Double.NaN)
                .containsEntry("log_loss_clip1e-15_nats", Double.NaN)
                .containsEntry("ece_10_equal_width", Double.NaN);
    }

    @Test
    void shouldLeaveOutRowsOfWhatIsNoProbability() {
        double[][] probabilities = {{0.5, 0.5}, {Double.NaN, 1}};
        Map<String, Object> report =
                Evaluation.ofClasses(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"), probabilities);
        assertThat(report)
                .containsEntry("log_loss_true_class_clip1e-15_nats", Math.log(2))
                .containsEntry("roc_auc_ovr_macro", Double.NaN);
    }

    @Test
    void shouldRefuseRowsThatDoNotFit() {
        assertThatThrownBy(() -> Evaluation.ofNumbers(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns must be of the same length: 1 and 2");
        assertThatThrownBy(() -> Evaluation.ofClasses(List.of("a"), List.of("z"), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no class z among [a]");
    }
}
