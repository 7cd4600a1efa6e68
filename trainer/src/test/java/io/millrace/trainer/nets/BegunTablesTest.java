package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.training.loss.Loss;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.Embedding;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Steps;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.Nets;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.TestVersions;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nets that begin with what champions of their family hold of categories and sequences. */
class BegunTablesTest {
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);
    private static final Problem PAYMENTS = new Problem(Payments.LAYOUT, List.of("A", "B"), "e1");
    private static final Embedding BY_RULE = new Embedding(20, 0);
    private static final Embedding OF_THREE = new Embedding(2, 3);
    private static final float UNKNOWN = 1e9f;

    private static final Family.Trained TOWNS_LEARNT =
            mlp("auto").train(EmbeddingTest.towns(2_000, 1, 40).split(0.2), EmbeddingTest.PROBLEM);

    /** Of fewer towns, as many and more; what only the champion knew is unseen now. */
    @ParameterizedTest
    @ValueSource(ints = {25, 40, EmbeddingTest.TOWNS})
    void shouldAnswerAsTheChampionDoesBeforeItIsTrained(int count) {
        TrainingWindow window = EmbeddingTest.towns(1_000, 2, count);
        NetInput fitted = new VectorInput(
                Preprocessing.fit(EmbeddingTest.PROBLEM.layout(), window.matrix(), window.rows(), BY_RULE));
        TrainingWindow rows = EmbeddingTest.towns(1_000, 9, EmbeddingTest.TOWNS);
        for (int row = 0; row < 1_000; row += 9) {
            rows.matrix()[3 * row + 1] = row % 2 == 0 ? Float.NaN : UNKNOWN;
        }
        float[] known = rows.matrix().clone();
        for (int row = 0; row < 1_000; row++) {
            known[3 * row + 1] = known[3 * row + 1] > count ? UNKNOWN : known[3 * row + 1];
        }

        Beginning beginning = Beginning.of(
                champion("mlp", TOWNS_LEARNT, EmbeddingTest.PROBLEM),
                "mlp",
                EmbeddingTest.PROBLEM,
                settings("auto", BY_RULE),
                fitted,
                Optional.empty());

        assertThat(beginning.told()).isEqualTo("from version 7");
        assertThat(beginning.input().own().embedded().get(0).length())
                .as("as long as the champion's")
                .isEqualTo(13);
        assertThat(answers(beginning, settings("auto", BY_RULE), rows))
                .containsExactly(answers(TOWNS_LEARNT, known, 1_000), within(1e-4f));
    }

    @Test
    void shouldGoOnWithTablesAndLearn() {
        TrainingWindow.Split split =
                EmbeddingTest.towns(1_000, 2, EmbeddingTest.TOWNS).split(0.2);
        Optional<Incumbent> served = champion("mlp", TOWNS_LEARNT, EmbeddingTest.PROBLEM);

        Family.Trained warm = mlp("auto", "epochs: 2").from(served).train(split, EmbeddingTest.PROBLEM);
        Family.Trained scratch = mlp("auto", "epochs: 2").train(split, EmbeddingTest.PROBLEM);

        assertThat(warm.parameters())
                .containsEntry("warmStart", "from version 7")
                .containsEntry("embedded", "town 61 of 13");
        assertThat(warm.loss(EmbeddingTest.PROBLEM, split.heldOut()))
                .isLessThan(scratch.loss(EmbeddingTest.PROBLEM, split.heldOut()) - 0.05);
        assertThat(mlp("auto", "epochs: 2")
                        .from(served)
                        .train(split, EmbeddingTest.PROBLEM)
                        .export()
                        .onnx(1))
                .isEqualTo(warm.export().onnx(1));
    }

    @Test
    void shouldBeginFromScratchWhereAColumnIsNoLongerLookedUpAsItWas() {
        TrainingWindow.Split split =
                EmbeddingTest.towns(600, 2, EmbeddingTest.TOWNS).split(0.2);
        TrainingWindow.Split few = EmbeddingTest.towns(600, 2, 12).split(0.2);
        Family.Trained plain = mlp("none").train(split, EmbeddingTest.PROBLEM);

        assertThat(told(mlp("auto"), TOWNS_LEARNT, few))
                .isEqualTo("from scratch: champion 7 looked town up, as is not done now");
        assertThat(told(mlp("none"), TOWNS_LEARNT, split))
                .isEqualTo("from scratch: champion 7 looked town up, as is not done now");
        assertThat(told(mlp("auto"), plain, split))
                .isEqualTo("from scratch: champion 7 did not look town up, as is done now");
        assertThat(told(mlp("5"), TOWNS_LEARNT, split))
                .isEqualTo("from scratch: champion 7 has rows in its tables that are not of 5 numbers");
        assertThat(told(mlp("13"), TOWNS_LEARNT, split)).isEqualTo("from version 7");
    }

    /** Of cards that have paid before: a missing number is the mean of now. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "3"})
    void shouldReadSequencesAsTheChampionDoesBeforeItIsTrained(String embedding) {
        Embedding tables = embedding.equals("none") ? Embedding.NONE : OF_THREE;
        Family.Trained served = lstm(embedding, "epochs: 4")
                .train(new Payments(0).rising(1_000, 1).split(0.2), PAYMENTS);
        TrainingWindow window = new Payments(0).rising(700, 2);
        for (int at = 0; at < window.matrix().length; at++) {
            window.matrix()[at] *= at % Payments.LAYOUT.length() == 0 ? 1.5f : 1; // larger amounts than were
        }
        NetInput fitted = new SequenceInput(
                Preprocessing.fit(Payments.LAYOUT, window.matrix(), window.rows(), tables),
                Steps.fit(Payments.LAYOUT, window.matrix(), window.rows(), tables),
                32);
        TrainingWindow rows = new Payments(0).rising(1_000, 9);

        Beginning beginning = Beginning.of(
                champion("lstm", served, PAYMENTS),
                "lstm",
                PAYMENTS,
                settings(embedding, tables),
                fitted,
                Optional.empty());

        assertThat(beginning.told()).isEqualTo("from version 7");
        float[] expected = answers(served, rows.matrix(), 1_000);
        float[] begun = answers(beginning, settings(embedding, tables), rows);
        int compared = 0;
        for (int row = 0; row < 1_000; row++) {
            if (!Float.isNaN(rows.matrix()[row * Payments.LAYOUT.length() + 2])) {
                assertThat(begun[2 * row]).isCloseTo(expected[2 * row], within(1e-4f));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(800);
    }

    @Test
    void shouldGoOnReadingSequencesWhereTheStateHasAsManyUnits() {
        TrainingWindow.Split split = new Payments(0.1).rising(400, 2).split(0.2);
        Family.Trained served = lstm("3", "epochs: 1").train(split, PAYMENTS);
        Optional<Incumbent> champion = champion("lstm", served, PAYMENTS);

        Family.Trained warm = lstm("3", "epochs: 1").from(champion).train(split, PAYMENTS);

        assertThat(warm.parameters()).containsEntry("warmStart", "from version 7");
        assertThat(lstm("3", "epochs: 1")
                        .from(champion)
                        .train(split, PAYMENTS)
                        .export()
                        .onnx(1))
                .isEqualTo(warm.export().onnx(1));
        assertThat(NetFamily.lstm(Trainings.of("epochs: 1, nets: {lstm: 8, embedding: 3, embeddedFrom: 2}"), DEVICE)
                        .from(champion)
                        .train(split, PAYMENTS)
                        .parameters())
                .containsEntry("warmStart", "from scratch: champion 7 has an LSTM of 32 units, not 8");
        assertThat(lstm("none", "epochs: 1")
                        .from(champion)
                        .train(split, PAYMENTS)
                        .parameters())
                .containsEntry("warmStart", "from scratch: champion 7 looked shop up, as is not done now");
    }

    private static String told(Family now, Family.Trained champion, TrainingWindow.Split split) {
        return now.from(champion("mlp", champion, EmbeddingTest.PROBLEM))
                .train(split, EmbeddingTest.PROBLEM)
                .parameters()
                .get("warmStart");
    }

    private static float[] answers(Beginning beginning, NetSettings settings, TrainingWindow rows) {
        try (DjlNet net = new DjlNet(
                beginning.input(),
                2,
                settings,
                Loss.softmaxCrossEntropyLoss(),
                new SplittableRandom(1),
                DEVICE.djl())) {
            net.begin(beginning);
            return net.logits(net.resident(
                            beginning.input().seen(rows), beginning.input().inputs()))
                    .probabilities(1);
        }
    }

    private static float[] answers(Family.Trained trained, float[] matrix, int rows) {
        try (OnnxModel model = new OnnxModel(trained.export().onnx(1))) {
            return model.probabilities(matrix, rows);
        }
    }

    private static Optional<Incumbent> champion(String family, Family.Trained trained, Problem problem) {
        ModelBytes bytes = ModelBytes.of(trained.export().onnx(1.5f));
        ModelVersion version = TestVersions.champion(7, bytes, problem.encoderFingerprint());
        version.put("family", family);
        version.put("features", problem.layout().length());
        return Optional.of(new Incumbent(version, Optional.of(bytes)));
    }

    private static NetSettings settings(String embedding, Embedding tables) {
        Nets nets = Trainings.of("nets: {embedding: %s}".formatted(embedding)).nets();
        return new NetSettings(List.of(64, 32), 1, 128, 0.005, 42, nets, tables);
    }

    private static Family mlp(String embedding) {
        return mlp(embedding, "epochs: 8");
    }

    private static Family mlp(String embedding, String more) {
        return NetFamily.mlp(Trainings.of("nets: {embedding: %s}, %s".formatted(embedding, more)), DEVICE);
    }

    private static Family lstm(String embedding, String more) {
        return NetFamily.lstm(
                Trainings.of("nets: {embedding: %s, embeddedFrom: 2}, %s".formatted(embedding, more)), DEVICE);
    }
}
