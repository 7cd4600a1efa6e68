package io.millrace.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.onnx.Isotonic;
import io.millrace.models.onnx.IsotonicGraph;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IsotonicFitTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void shouldPoolWhatFalls() {
        // with the one more at each end: 1/3 up to 0.2, then 3 of 5 up to 0.5, then 4 of 5
        float[] seconds = {0.1f, 0.2f, 0.3f, 0.35f, 0.4f, 0.45f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f};
        int[] labels = {0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1};

        assertThat(IsotonicFit.of(pairs(seconds), labels, 2))
                .containsExactly(new Isotonic(
                        new float[] {0.1f, 0.2f, 0.3f, 0.5f, 0.6f, 0.9f},
                        new float[] {1 / 3f, 1 / 3f, 0.6f, 0.6f, 0.8f, 0.8f}));
    }

    @Test
    void shouldTakeEqualProbabilitiesForOnePoint() {
        float[] seconds = {0.4f, 0.4f, 0.4f, 0.4f, 0.5f, 0.5f, 0.5f, 0.5f};
        int[] labels = {1, 0, 0, 0, 0, 1, 1, 1};

        assertThat(IsotonicFit.of(pairs(seconds), labels, 2))
                .containsExactly(new Isotonic(new float[] {0.4f, 0.5f}, new float[] {0.4f, 0.6f}));
    }

    @Test
    void shouldNeverBeSureHoweverSureTheRowsAre() {
        float[] seconds = new float[1_000];
        int[] labels = new int[1_000];
        for (int row = 0; row < 1_000; row++) {
            labels[row] = row % 2;
            seconds[row] = row % 2 == 0 ? 0 : 1.0000001f;
        }

        Isotonic function = IsotonicFit.of(pairs(seconds), labels, 2).get(0);

        assertThat(function.at(0)).isEqualTo(1 / 501f);
        assertThat(function.at(1)).isEqualTo(500 / 501f);
    }

    @Test
    void shouldGiveOneLevelWhereNothingWasLearnt() {
        Isotonic function = IsotonicFit.of(pairs(new float[] {0.5f, 0.5f}), new int[] {1, 1}, 2)
                .get(0);

        assertThat(function).isEqualTo(new Isotonic(new float[] {0.5f}, new float[] {0.75f}));
    }

    @Test
    void shouldMendWhatNoTemperatureCan() {
        int rows = 20_000;
        float[] thirds = new float[3 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = random.nextInt(3);
            float said = random.nextDouble() < 0.6 ? 0.8f : 0.6f; // right six times in ten, whatever it says
            int likeliest = random.nextDouble() < 0.6 ? labels[row] : random.nextInt(3);
            for (int i = 0; i < 3; i++) {
                thirds[3 * row + i] = i == likeliest ? said : (1 - said) / 2;
            }
        }

        List<Isotonic> functions = IsotonicFit.of(thirds, labels, 3);
        float[] mended = IsotonicGraph.apply(thirds, functions);

        assertThat(functions).hasSize(3);
        assertThat(mended[0] + mended[1] + mended[2]).isEqualTo(1, org.assertj.core.api.Assertions.within(1e-6f));
        assertThat(Evaluation.of(mended, labels, 3).logLoss())
                .isLessThan(Evaluation.of(thirds, labels, 3).logLoss());
    }

    @Test
    void shouldSayWhereRowsAreTooFew() {
        assertThat(IsotonicFit.tooFew(halved(2_000, 10))).isEmpty();
        assertThat(IsotonicFit.tooFew(halved(1_800, 10)))
                .contains("half of the held-out rows are 900, and 90 of the rarest class; 1000 and 50 are needed");
        assertThat(IsotonicFit.tooFew(halved(2_000, 40)).orElseThrow()).contains("25 of the rarest class");
    }

    private static TrainingWindow.Split halved(int heldOut, int everyth) {
        int[] labels = new int[2 * heldOut];
        for (int row = 0; row < labels.length; row += everyth) {
            labels[row] = 1;
        }
        return new TrainingWindow(1, new float[labels.length], labels)
                .split(0.5)
                .halved();
    }

    private static float[] pairs(float[] seconds) {
        float[] pairs = new float[2 * seconds.length];
        for (int row = 0; row < seconds.length; row++) {
            pairs[2 * row] = 1 - seconds[row];
            pairs[2 * row + 1] = seconds[row];
        }
        return pairs;
    }
}
