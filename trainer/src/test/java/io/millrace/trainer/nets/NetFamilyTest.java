package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetFamilyTest {
    private static final Problem PROBLEM = new Problem(Loans.LAYOUT, List.of("A", "B"), "e1");
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void shouldLearnTheConceptsOfAgrawal(int function) {
        Loans loans = new Loans(function, 0, 0);

        assertThat(accuracy(family(Training.Family.MLP), loans, 3_000)).isGreaterThanOrEqualTo(0.93);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.90", "3, 0.92", "7, 0.92"})
    void shouldLearnThemFromPerturbedAndMissingValues(int function, double atLeast) {
        Loans loans = new Loans(function, 0.02, 0.05);

        assertThat(accuracy(family(Training.Family.MLP), loans, 3_000)).isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void shouldLearnALinearConceptWithoutHiddenLayers() {
        assertThat(accuracy(family(Training.Family.SOFTMAX), new Loans(7, 0, 0), 3_000))
                .isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOFTMAX", "MLP"})
    void shouldExportWhatItLearnt(Training.Family family) {
        TrainingWindow unseen = Loans.withExtremes(new Loans(3, 0.05, 0.05).window(1_000, 77));
        TrainingWindow.Split split = new TrainingWindow.Split(new Loans(3, 0.05, 0.05).window(2_000, 5), unseen);
        Family.Trained trained = family(family).train(split, PROBLEM);

        try (OnnxModel model = new OnnxModel(trained.export().onnx(1.5f))) {
            float[] answers = model.probabilities(unseen.matrix(), unseen.rows());
            assertThat(answers).containsExactly(trained.heldOut().probabilities(1.5), within(1e-5f));
            assertThat(model.metadata())
                    .containsEntry("millrace.encoder", "e1")
                    .containsEntry("millrace.classes", "A,B");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOFTMAX", "MLP"})
    void shouldGiveTheSameBytesForTheSameSeed(Training.Family family) {
        TrainingWindow.Split split = new Loans(3, 0.02, 0.05).window(500, 5).split(0.2);
        byte[] first = onnx(family(family).train(split, PROBLEM));
        family(Training.Family.MLP).train(new Loans(1, 0, 0).window(300, 6).split(0.2), PROBLEM);

        assertThat(onnx(family(family).train(split, PROBLEM))).isEqualTo(first);
    }

    @Test
    void shouldTellHowItWasTrained() {
        TrainingWindow.Split split = new Loans(7, 0, 0).window(500, 5).split(0.2);
        Family.Trained trained = family(Training.Family.MLP).train(split, PROBLEM);

        assertThat(trained.device()).isEqualTo("cpu");
        assertThat(trained.libraries()).containsKeys("pytorch", "djl");
        assertThat(trained.parameters())
                .containsEntry("hidden", "[64, 32]")
                .containsEntry("batch", "128")
                .containsEntry("device", "cpu")
                .containsKeys("epochsRun", "bestEpoch", "learningRate", "nets");
    }

    @Test
    void shouldTrainOnFewerRowsThanABatchAndOnOneRowHeldOut() {
        TrainingWindow.Split split = new Loans(7, 0, 0).window(12, 5).split(0.05);

        assertThat(split.heldOut().rows()).isEqualTo(1);
        assertThat(family(Training.Family.SOFTMAX)
                        .train(split, PROBLEM)
                        .heldOut()
                        .probabilities(1))
                .hasSize(2);
    }

    private static double accuracy(NetFamily family, Loans loans, int rows) {
        byte[] onnx = onnx(family.train(loans.window(rows, 42).split(0.2), PROBLEM));
        TrainingWindow test = loans.window(5_000, 999);
        try (OnnxModel model = new OnnxModel(onnx)) {
            float[] answers = model.probabilities(test.matrix(), test.rows());
            return Evaluation.of(answers, test.labels(), 2).accuracy();
        }
    }

    private static byte[] onnx(Family.Trained trained) {
        return trained.export().onnx(1);
    }

    private static NetFamily family(Training.Family family) {
        return family == Training.Family.MLP
                ? NetFamily.mlp(Trainings.defaults(), DEVICE)
                : NetFamily.softmax(Trainings.defaults(), DEVICE);
    }
}
