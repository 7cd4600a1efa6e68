package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Measured;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddingTest {
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);
    static final int TOWNS = 60;
    private static final VectorLayout LAYOUT =
            new VectorLayout(List.of(new Slot("x", 0), new Slot("town", TOWNS + 1), new Slot("colour", 4)));
    static final Problem PROBLEM = new Problem(LAYOUT, List.of("A", "B"), "e1");

    @Test
    void shouldLearnWhatCategoriesMean() {
        TrainingWindow unseen = towns(2_000, 9, TOWNS);

        Measured measured = measure(mlp("auto"), towns(4_000, 1, TOWNS).split(0.2), unseen, PROBLEM);

        assertThat(measured.error()).isLessThan(0.05);
    }

    @Test
    void shouldExportWhatItLearntForMissingAndUnseenCategoriesToo() {
        TrainingWindow unseen = towns(1_000, 9, TOWNS);
        for (int row = 0; row < 1_000; row += 9) {
            unseen.matrix()[3 * row + 1] = row % 2 == 0 ? Float.NaN : TOWNS + 3f;
        }
        // towns from 41 on are never shown
        TrainingWindow.Split split = new TrainingWindow.Split(towns(2_000, 1, 40), unseen);
        Family.Trained trained = mlp("auto").train(split, PROBLEM);

        try (OnnxModel model = new OnnxModel(trained.export().onnx(1.5f))) {
            assertThat(model.probabilities(unseen.matrix(), 1_000))
                    .containsExactly(trained.heldOut().probabilities(1.5), within(1e-5f));
        }
        assertThat(trained.parameters()).containsEntry("embedded", "town 41 of 13");
    }

    @Test
    void shouldGiveTheSameBytesForTheSameSeed() {
        TrainingWindow.Split split = towns(600, 1, TOWNS).split(0.2);
        byte[] first = mlp("4").train(split, PROBLEM).export().onnx(1);

        assertThat(mlp("4").train(split, PROBLEM).export().onnx(1)).isEqualTo(first);
    }

    @Test
    void shouldLeaveColumnsOfFewCategoriesAsTheyAre() {
        TrainingWindow.Split split = towns(600, 1, 12).split(0.2);

        Family.Trained trained = mlp("auto").train(split, PROBLEM);

        assertThat(trained.parameters()).doesNotContainKey("embedded");
        assertThat(trained.export().onnx(1))
                .isEqualTo(mlp("none").train(split, PROBLEM).export().onnx(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"ADULT", "FOODMART_CARD"})
    void shouldBeNoWorseThanAnInputForEachCategory(PublicStream stream) throws IOException {
        PublicStream.Examples all = stream.read();
        Problem problem = new Problem(all.layout(), all.classes(), "e1");
        double oneHot = 0;
        double embedded = 0;
        for (int from = 0; from <= 24_000; from += 12_000) {
            TrainingWindow window = all.rows().first(from + 15_000).from(from);
            TrainingWindow.Split split = window.first(10_000).split(0.2);
            oneHot += measure(mlp("none"), split, window.from(10_000), problem).loss() / 3;
            embedded +=
                    measure(mlp("auto"), split, window.from(10_000), problem).loss() / 3;
        }
        assertThat(embedded).isLessThanOrEqualTo(oneHot);
    }

    private static Measured measure(Family family, TrainingWindow.Split split, TrainingWindow unseen, Problem problem) {
        try (OnnxModel model =
                new OnnxModel(family.train(split, problem).export().onnx(1))) {
            return problem.measure(model.probabilities(unseen.matrix(), unseen.rows()), unseen);
        }
    }

    private static NetFamily mlp(String embedding) {
        return NetFamily.mlp(Trainings.of("nets: {embedding: %s}".formatted(embedding)), DEVICE);
    }

    /** Whether the number is above what the town says; towns that follow each other have nothing in common. */
    static TrainingWindow towns(int rows, long seed, int towns) {
        SplittableRandom bounds = new SplittableRandom(5);
        double[] bound = bounds.doubles(TOWNS + 1).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        float[] matrix = new float[3 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            int town = 1 + random.nextInt(towns);
            double x = random.nextDouble();
            matrix[3 * row] = (float) x;
            matrix[3 * row + 1] = town;
            matrix[3 * row + 2] = random.nextInt(3);
            labels[row] = x > bound[town] ? 1 : 0;
        }
        return new TrainingWindow(3, matrix, labels);
    }
}
