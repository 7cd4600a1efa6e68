package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.Scale;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.TestVersions;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several devices, all of which are the CPU: what they learn together is held against what one learns alone. */
class ReplicasTest {
    private static final TrainingDevice ONE = Torch.start(Device.CPU);
    private static final TrainingDevice TWO = new TrainingDevice("cpu,cpu", "two");
    private static final TrainingDevice THREE = new TrainingDevice("cpu,cpu,cpu", "three");

    private static final Problem CLASSES = new Problem(Loans.LAYOUT, List.of("A", "B"), "e1");
    private static final Problem NUMBER = new Problem(Loans.LAYOUT, List.of(), "e1");

    @ParameterizedTest
    @CsvSource({"adamw, 0", "adam, 0", "sgd, 0", "rmsprop, 0", "adamw, 0.1", "sgd, 0.1"})
    void shouldLearnTogetherWhatOneLearns(String optimiser, String clip) {
        // 133 or 134 rows a batch: shares are not equal
        Training training = Trainings.of(
                "epochs: 4, nets: {optimiser: %s, clipGradients: %s, l1: 0.001}".formatted(optimiser, clip));
        TrainingWindow.Split split = new Loans(3, 0.02, 0.05).window(1_000, 5).split(0.2);
        float[] alone = probabilities(training, ONE, split);

        assertThat(probabilities(training, TWO, split)).containsExactly(alone, within(2e-3f));
        assertThat(probabilities(training, THREE, split)).containsExactly(alone, within(2e-3f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss: focal", "classWeights: balanced", "embedding: auto, embeddedFrom: 5"})
    void shouldLearnTheSameByEachLossAndWithTables(String nets) {
        Training training = Trainings.of("epochs: 4, nets: {%s}".formatted(nets));
        TrainingWindow.Split split = new Loans(3, 0.02, 0.05).window(1_000, 5).split(0.2);

        assertThat(probabilities(training, TWO, split))
                .containsExactly(probabilities(training, ONE, split), within(2e-3f));
    }

    @Test
    void shouldLearnTheSameFromSequences() {
        Problem problem = new Problem(Payments.LAYOUT, List.of("A", "B"), "e1");
        Training training = Trainings.of("epochs: 4, nets: {lstm: 8, embedding: '3', embeddedFrom: 2}");
        TrainingWindow.Split split = new Payments(0.1).rising(600, 1).split(0.2);
        float[] alone =
                NetFamily.lstm(training, ONE).train(split, problem).heldOut().probabilities(1);

        assertThat(NetFamily.lstm(training, TWO).train(split, problem).heldOut().probabilities(1))
                .containsExactly(alone, within(2e-3f));
    }

    @Test
    void shouldLearnTheSameNumber() {
        TrainingWindow window = new Loans(3, 0, 0).window(1_000, 5);
        float[] numbers = new float[window.rows()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = window.matrix()[row * window.features()] / 1_000 + window.labels()[row];
        }
        TrainingWindow.Split split = TrainingWindow.ofNumbers(window.features(), window.matrix(), numbers)
                .split(0.2);
        Training training = Trainings.of("epochs: 4");
        float[] alone =
                NetFamily.mlp(training, ONE).train(split, NUMBER).heldOut().numbers();

        assertThat(NetFamily.mlp(training, TWO).train(split, NUMBER).heldOut().numbers())
                .containsExactly(alone, within(2e-3f * Scale.of(numbers).deviation()));
    }

    @Test
    void shouldLearnToTheEndAsWellAsOneDoes() {
        TrainingWindow.Split split = new Loans(3, 0.02, 0.05).window(3_000, 5).split(0.2);

        double alone = loss(Trainings.defaults(), ONE, split);
        double together = loss(Trainings.defaults(), TWO, split);

        assertThat(together).isEqualTo(alone, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldTakeBatchesOfFewerRowsThanDevices(int batch) {
        Training training = Trainings.of("epochs: 2, batch: " + batch);
        TrainingWindow.Split split = new Loans(7, 0, 0).window(23, 5).split(0.2);

        assertThat(probabilities(training, THREE, split))
                .containsExactly(probabilities(training, ONE, split), within(2e-3f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0", "0.3"})
    void shouldGiveTheSameBytesForTheSameSeed(String dropout) {
        Training training = Trainings.of("epochs: 4, nets: {dropout: %s}".formatted(dropout));
        TrainingWindow.Split split = new Loans(3, 0.02, 0.05).window(500, 5).split(0.2);
        byte[] first =
                NetFamily.mlp(training, TWO).train(split, CLASSES).export().onnx(1);
        NetFamily.mlp(training, ONE).train(split, CLASSES);

        assertThat(NetFamily.mlp(training, TWO).train(split, CLASSES).export().onnx(1))
                .isEqualTo(first);
    }

    @Test
    void shouldGoOnTogetherFromTheChampion() {
        TrainingWindow.Split split = new Loans(3, 0.05, 0.05).window(1_000, 5).split(0.2);
        ModelBytes bytes = ModelBytes.of(NetFamily.mlp(Trainings.defaults(), ONE)
                .train(split, CLASSES)
                .export()
                .onnx(1));
        ModelVersion version = TestVersions.champion(7, bytes, "e1");
        version.put("family", "mlp");
        version.put("features", Loans.LAYOUT.length());
        Optional<Incumbent> champion = Optional.of(new Incumbent(version, Optional.of(bytes)));
        Training training = Trainings.of("epochs: 2");
        float[] alone = NetFamily.mlp(training, ONE)
                .from(champion)
                .train(split, CLASSES)
                .heldOut()
                .probabilities(1);

        Family.Trained together = NetFamily.mlp(training, TWO).from(champion).train(split, CLASSES);

        assertThat(together.parameters()).containsEntry("warmStart", "from version 7");
        assertThat(together.heldOut().probabilities(1)).containsExactly(alone, within(2e-3f));
    }

    @Test
    void shouldExportWhatTheyLearntAndTellWhereThatWas() {
        TrainingWindow unseen = new Loans(3, 0.05, 0.05).window(500, 77);
        TrainingWindow.Split split = new TrainingWindow.Split(new Loans(3, 0.05, 0.05).window(1_000, 5), unseen);
        Family.Trained trained = NetFamily.mlp(Trainings.defaults(), TWO).train(split, CLASSES);

        assertThat(trained.device()).isEqualTo("cpu,cpu");
        assertThat(trained.parameters()).containsEntry("device", "two");
        try (OnnxModel model = new OnnxModel(trained.export().onnx(1.5f))) {
            assertThat(model.probabilities(unseen.matrix(), unseen.rows()))
                    .containsExactly(trained.heldOut().probabilities(1.5), within(1e-5f));
        }
    }

    private static float[] probabilities(Training training, TrainingDevice device, TrainingWindow.Split split) {
        return NetFamily.mlp(training, device).train(split, CLASSES).heldOut().probabilities(1);
    }

    private static double loss(Training training, TrainingDevice device, TrainingWindow.Split split) {
        return Evaluation.of(
                        probabilities(training, device, split), split.heldOut().labels(), 2)
                .logLoss();
    }
}
