package io.millrace.trainer.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.Training.Earlier;
import io.millrace.schemas.pipeline.Trees;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.nets.Loans;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeFamilyTest {
    private static final Trees SETTINGS = new Trees(300, 5, 0.1, 0.8);

    private final Family family = new TreeFamily(SETTINGS, 42, Earlier.SEQUENCES);

    /** A machine may lack OpenMP; that of CI may not. */
    @BeforeAll
    static void needsItsLibrary() {
        assumeThat(Boolean.getBoolean("millrace.ci") ? Optional.empty() : TreeFamily.missing())
                .as("XGBoost cannot be loaded here: skipped")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0.99", "3, 0.97", "7, 0.93"})
    void shouldLearnTheConceptsOfAgrawal(int function, double atLeast) {
        Loans loans = new Loans(function, 0, 0);
        TrainingWindow test = loans.window(5_000, 999);
        byte[] onnx = onnx(family.train(loans.window(3_000, 42).split(0.2), problem(2)));

        try (OnnxModel model = new OnnxModel(onnx)) {
            float[] answers = model.probabilities(test.matrix(), test.rows());
            assertThat(Evaluation.of(answers, test.labels(), 2).accuracy()).isGreaterThanOrEqualTo(atLeast);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldExportWhatItLearnt(int classes) {
        TrainingWindow training = graded(Loans.withExtremes(new Loans(3, 0.05, 0.05).window(2_000, 5)), classes);
        TrainingWindow unseen = graded(Loans.withExtremes(new Loans(3, 0.05, 0.05).window(1_000, 77)), classes);
        Family.Trained trained = family.train(new TrainingWindow.Split(training, unseen), problem(classes));

        try (OnnxModel model = new OnnxModel(trained.export().onnx(1.5f))) {
            assertThat(model.probabilities(unseen.matrix(), unseen.rows()))
                    .containsExactly(trained.heldOut().probabilities(1.5), within(1e-5f));
            assertThat(model.metadata()).containsEntry("millrace.family", "xgboost");
        }
    }

    @Test
    void shouldLookAtTheOwnRecordOfVectorsThatShowEarlierOnes() {
        List<Slot> slots = new ArrayList<>(Loans.LAYOUT.slots());
        slots.add(new Slot("salary.back.1", 0, 1));
        Problem earlier = new Problem(new VectorLayout(slots), List.of("A", "B"), "e1");
        TrainingWindow alone = new Loans(3, 0, 0).window(500, 5);
        TrainingWindow shown = widened(alone);
        byte[] onnx = onnx(family.train(shown.split(0.2), earlier));
        byte[] all = onnx(new TreeFamily(SETTINGS, 42, Earlier.ALL).train(shown.split(0.2), earlier));
        byte[] plain = onnx(family.train(alone.split(0.2), problem(2)));

        try (OnnxModel model = new OnnxModel(onnx);
                OnnxModel same = new OnnxModel(plain)) {
            assertThat(model.probabilities(shown.matrix(), 500)).isEqualTo(same.probabilities(alone.matrix(), 500));
        }
        try (OnnxModel model = new OnnxModel(all)) {
            float[] answers = model.probabilities(shown.matrix(), 500);
            assertThat(Evaluation.of(answers, shown.labels(), 2).accuracy())
                    .as("where all are shown it sees the label there")
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldGiveTheSameBytesForTheSameSeed() {
        TrainingWindow.Split split = new Loans(3, 0.02, 0.05).window(1_000, 5).split(0.2);
        byte[] first = onnx(family.train(split, problem(2)));
        family.train(new Loans(1, 0, 0).window(300, 6).split(0.2), problem(2));

        assertThat(onnx(family.train(split, problem(2)))).isEqualTo(first);
        assertThat(onnx(new TreeFamily(SETTINGS, 43, Earlier.SEQUENCES).train(split, problem(2))))
                .isNotEqualTo(first);
    }

    @Test
    void shouldStopWhereMoreTreesDoNotHelp() {
        TrainingWindow.Split split = new Loans(7, 0, 0.3).window(1_000, 5).split(0.2);
        Family.Trained trained = family.train(split, problem(2));

        int run = Integer.parseInt(trained.parameters().get("roundsRun"));
        assertThat(run).isLessThan(300);
        assertThat(trained.parameters()).containsEntry("bestRound", Integer.toString(run - 20));
        assertThat(trained.parameters()).containsEntry("depth", "5").containsEntry("rounds", "300");
        assertThat(trained.libraries()).containsEntry("xgboost", "3.4.0");
        assertThat(trained.device()).isEqualTo("cpu");
    }

    @Test
    void shouldFindItsLibraryHere() {
        assertThat(TreeFamily.missing()).isEmpty();
    }

    /** Where there are more than two classes, the third is those who earn most. */
    private static TrainingWindow graded(TrainingWindow window, int classes) {
        int[] labels = window.labels().clone();
        for (int row = 0; row < labels.length; row++) {
            labels[row] = classes > 2 && window.matrix()[row * window.features()] > 110_000 ? 2 : labels[row];
        }
        return new TrainingWindow(window.features(), window.matrix(), labels);
    }

    /** With the label where an earlier record would be. */
    private static TrainingWindow widened(TrainingWindow window) {
        int width = window.features();
        float[] matrix = new float[window.rows() * (width + 1)];
        for (int row = 0; row < window.rows(); row++) {
            System.arraycopy(window.matrix(), row * width, matrix, row * (width + 1), width);
            matrix[row * (width + 1) + width] = window.labels()[row];
        }
        return new TrainingWindow(width + 1, matrix, window.labels());
    }

    private static Problem problem(int classes) {
        return new Problem(Loans.LAYOUT, List.of("A", "B", "C").subList(0, classes), "e1");
    }

    private static byte[] onnx(Family.Trained trained) {
        return trained.export().onnx(1);
    }
}
