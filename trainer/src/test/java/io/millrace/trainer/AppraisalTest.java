package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.Classifier;
import io.millrace.schemas.ClassCurve;
import io.millrace.schemas.CurvePoint;
import io.millrace.schemas.Example;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppraisalTest {
    private static final List<String> CLASSES = List.of("no", "yes");
    /** As the first of its three numbers says: 0.9 for yes where it is above 0. */
    private static final Classifier BY_THE_FIRST = (matrix, rows) -> {
        float[] answers = new float[2 * rows];
        for (int row = 0; row < rows; row++) {
            answers[2 * row + 1] = matrix[3 * row] > 0 ? 0.9f : 0.1f;
            answers[2 * row] = 1 - answers[2 * row + 1];
        }
        return answers;
    };

    @Test
    void shouldSayHowTheModelAnsweredEachClass() {
        // yes where the first is above 0, and once where it is not
        Appraisal appraisal =
                new Appraisal(BY_THE_FIRST, window("+y", "+y", "+y", "-n", "-n", "-n", "-n", "-y"), problem());

        assertThat(appraisal.ofClasses())
                .containsEntry("confusion.yes.yes", 3.0)
                .containsEntry("confusion.yes.no", 1.0)
                .containsEntry("confusion.no.no", 4.0)
                .containsEntry("confusion.no.yes", 0.0)
                .containsEntry("recall.yes", 0.75)
                .containsEntry("precision.no", 0.8)
                .containsEntry("balancedAccuracy", 0.875)
                .containsEntry("kappa", 0.75)
                .hasEntrySatisfying("brier", brier -> assertThat(brier).isCloseTo((7 * 0.01 + 0.81) / 8, within(1e-6)))
                .hasEntrySatisfying("rocAuc", auc -> assertThat(auc).isCloseTo((3 * 4 + 2) / 16.0, within(1e-9)));
    }

    @Test
    void shouldDrawTheCurvesOfTheSecondOfTwoClasses() {
        List<ClassCurve> curves =
                new Appraisal(BY_THE_FIRST, window("+y", "+y", "+y", "-n", "-n", "-n", "-n", "-y"), problem()).curves();

        assertThat(curves)
                .containsExactly(new ClassCurve(
                        "yes",
                        List.of(
                                new CurvePoint(Double.POSITIVE_INFINITY, 0.0, 0.0, 1.0),
                                new CurvePoint((double) 0.9f, 0.75, 0.0, 1.0),
                                new CurvePoint((double) 0.1f, 1.0, 1.0, 0.5))));
    }

    @Test
    void shouldRankEachOfMoreClassesAgainstTheRest() {
        float[] answers = {0.8f, 0.1f, 0.1f, 0.2f, 0.7f, 0.1f, 0.3f, 0.6f, 0.1f};

        ClassRankings rankings = new ClassRankings(List.of("a", "b", "c"), answers, new int[] {0, 1, 0});

        assertThat(rankings.areas()).containsEntry("rocAuc.a", 1.0).containsEntry("rocAuc.b", 1.0);
        assertThat(rankings.curves()).extracting(ClassCurve::getOf).containsExactly("a", "b");
    }

    @Test
    void shouldLeaveOutWhatIsNotDefined() {
        Appraisal appraisal = new Appraisal(BY_THE_FIRST, window("-n", "-n"), problem());

        assertThat(appraisal.ofClasses()).doesNotContainKey("rocAuc").containsEntry("confusion.no.no", 2.0);
    }

    @Test
    void shouldFindTheColumnThatTheModelAnswersBy() {
        String[] rows = new String[400];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % 2 == 0 ? "+y" : "-n";
        }
        Map<String, Double> importances = new Appraisal(BY_THE_FIRST, window(rows), problem())
                .importances(List.of("user", "user.age", "note"), 1);

        assertThat(importances).containsOnlyKeys("importance.user", "importance.user.age");
        assertThat(importances.get("importance.user")).isZero();
        // half of the rows get the sign of the other class: ln 0.9 becomes ln 0.1
        assertThat(importances.get("importance.user.age")).isCloseTo(0.5 * Math.log(9), within(0.15));
    }

    @Test
    void shouldTellImportancesOfNumbersByTheErrorTheyCost() {
        TrainingWindow window = new TrainingWindow(1, new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 4}, new long[4]);
        Classifier same = (matrix, rows) -> matrix.clone();
        Problem numbers = new Problem(new VectorLayout(List.of(new Slot("x", 0))), List.of(), "e1");

        Map<String, Double> metrics = new Appraisal(same, window, numbers).metrics(List.of("x"), 3);

        assertThat(metrics).containsOnlyKeys("importance.x");
        assertThat(metrics.get("importance.x")).isPositive();
    }

    private static Problem problem() {
        VectorLayout layout =
                new VectorLayout(List.of(new Slot("user.age", 0), new Slot("user", 0), new Slot("user.sum", 0)));
        return new Problem(layout, CLASSES, "e1");
    }

    private static TrainingWindow window(String... rows) {
        WindowBuilder window = new WindowBuilder(rows.length, 3, CLASSES);
        for (int i = 0; i < rows.length; i++) {
            float first = rows[i].charAt(0) == '+' ? 1 : -1;
            String label = rows[i].charAt(1) == 'y' ? "yes" : "no";
            window.add(
                    0,
                    i,
                    i,
                    new Example(
                            "id" + i,
                            "e1",
                            Instant.EPOCH,
                            List.of(first, (float) i, (float) -i),
                            label,
                            0L,
                            null,
                            null));
        }
        return window.build().window();
    }
}
