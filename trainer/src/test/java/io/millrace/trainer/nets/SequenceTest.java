package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.Device;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Measured;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);
    private static final Problem TWO = new Problem(Payments.LAYOUT, List.of("A", "B"), "e1");
    private static final Problem THREE = new Problem(Payments.LAYOUT, List.of("A", "B", "C"), "e1");
    private static final Problem NUMBER = new Problem(Payments.LAYOUT, List.of(), "e1");

    /** How long the payment before was ago. */
    private static final int BACK = 5;

    @Test
    void shouldLearnWhatLiesInTheOrderOfTheLatestRecords() {
        TrainingWindow.Split split = new Payments(0).rising(4_000, 1).split(0.2);
        TrainingWindow unseen = new Payments(0).rising(2_000, 9);

        Measured lstm = measure(lstm("none"), split, unseen, TWO);
        Measured mlp = measure(NetFamily.mlp(Trainings.defaults(), DEVICE), split, unseen, TWO);

        assertThat(lstm.error()).isLessThan(0.05);
        assertThat(mlp.error()).as("what the present record alone can tell").isGreaterThan(0.12);
    }

    @Test
    void shouldShowEarlierRecordsToOtherNetsWhereThatIsAskedFor() {
        TrainingWindow.Split split = new Payments(0).rising(4_000, 1).split(0.2);
        NetFamily all = NetFamily.mlp(Trainings.of("earlier: all"), DEVICE);

        assertThat(measure(all, split, new Payments(0).rising(2_000, 9), TWO).error())
                .isLessThan(0.1);
    }

    @Test
    void shouldLearnANumberFromTheOrderOfTheLatestRecords() {
        TrainingWindow.Split split = new Payments(0).fallen(4_000, 1).split(0.2);
        TrainingWindow unseen = new Payments(0).fallen(2_000, 9);

        Measured lstm = measure(lstm("none"), split, unseen, NUMBER);
        Measured mlp = measure(NetFamily.mlp(Trainings.defaults(), DEVICE), split, unseen, NUMBER);

        assertThat(lstm.loss()).isLessThan(0.2 * mlp.loss());
    }

    @ParameterizedTest
    @CsvSource({"none, 2", "none, 3", "3, 2", "3, 3"})
    void shouldExportWhatItLearntForCardsOfFewPaymentsToo(String embedding, int classes) {
        TrainingWindow unseen = withUnseenShops(Payments.withExtremes(payments(classes, 1_000, 9)));
        TrainingWindow.Split split = new TrainingWindow.Split(payments(classes, 2_000, 1), unseen);
        Family.Trained trained = lstm(embedding).train(split, classes == 2 ? TWO : THREE);

        assertThat(unseen.rows()).isEqualTo(1_000);
        assertThat(IntStream.range(0, 1_000)
                        .filter(row -> Float.isNaN(unseen.matrix()[row * Payments.LAYOUT.length() + BACK])))
                .as("first payments of their card")
                .hasSizeGreaterThan(50);
        try (OnnxModel model = new OnnxModel(trained.export().onnx(1.5f))) {
            assertThat(model.classes()).isEqualTo(classes);
            assertThat(model.probabilities(unseen.matrix(), 1_000))
                    .containsExactly(trained.heldOut().probabilities(1.5), within(1e-4f));
            assertThat(model.metadata()).containsEntry("millrace.family", "lstm");
        }
    }

    private static TrainingWindow payments(int classes, int rows, long seed) {
        Payments payments = new Payments(0.1);
        return classes == 2 ? payments.rising(rows, seed) : payments.largest(rows, seed);
    }

    /** Here and there a shop that training never saw, now and before. */
    private static TrainingWindow withUnseenShops(TrainingWindow window) {
        int length = Payments.LAYOUT.length();
        for (int row = 10; row < window.rows(); row += 40) {
            window.matrix()[row * length + 1] = 7;
            window.matrix()[row * length + BACK - 1] = 9;
        }
        return window;
    }

    @Test
    void shouldExportTheNumbersThatItLearnt() {
        TrainingWindow unseen = Payments.withExtremes(new Payments(0.1).fallen(1_000, 9));
        TrainingWindow.Split split = new TrainingWindow.Split(new Payments(0.1).fallen(2_000, 1), unseen);
        Family.Trained trained = lstm("none").train(split, NUMBER);

        try (OnnxModel model = new OnnxModel(trained.export().onnx(1))) {
            assertThat(model.probabilities(unseen.matrix(), 1_000))
                    .containsExactly(trained.heldOut().numbers(), within(1e-3f)); // of numbers up to 99
        }
    }

    @Test
    void shouldAnswerEachRowAsIfItWereAlone() {
        TrainingWindow unseen = new Payments(0.1).rising(200, 9);
        byte[] onnx = lstm("none")
                .train(new Payments(0.1).rising(600, 1).split(0.2), TWO)
                .export()
                .onnx(1);

        try (OnnxModel model = new OnnxModel(onnx)) {
            float[] together = model.probabilities(unseen.matrix(), 200);
            for (int row = 0; row < 200; row++) {
                float[] alone = model.probabilities(unseen.from(row).first(1).matrix(), 1);
                assertThat(alone[1]).isEqualTo(together[2 * row + 1], within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "3"})
    void shouldGiveTheSameBytesForTheSameSeed(String embedding) {
        TrainingWindow.Split split = new Payments(0.1).rising(600, 1).split(0.2);
        byte[] first = lstm(embedding).train(split, TWO).export().onnx(1);
        NetFamily.mlp(Trainings.defaults(), DEVICE).train(split, TWO);

        assertThat(lstm(embedding).train(split, TWO).export().onnx(1)).isEqualTo(first);
    }

    @Test
    void shouldTellHowLongItsSequencesAre() {
        TrainingWindow.Split split = new Payments(0.1).rising(200, 1).split(0.2);

        assertThat(lstm("none").train(split, TWO).parameters())
                .containsEntry("sequence", "5")
                .containsEntry("lstm", "32")
                .containsEntry("hidden", "[64, 32]");
    }

    private static Measured measure(Family family, TrainingWindow.Split split, TrainingWindow unseen, Problem problem) {
        try (OnnxModel model =
                new OnnxModel(family.train(split, problem).export().onnx(1))) {
            return problem.measure(model.probabilities(unseen.matrix(), unseen.rows()), unseen);
        }
    }

    private static NetFamily lstm(String embedding) {
        return NetFamily.lstm(Trainings.of("nets: {embedding: %s, embeddedFrom: 2}".formatted(embedding)), DEVICE);
    }
}
