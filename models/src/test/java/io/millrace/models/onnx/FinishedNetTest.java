package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FinishedNetTest {
    private static final int ROWS = 1_000;

    private final Preprocessing before = Preprocessing.fit(Layouts.MIXED, Layouts.vectors(ROWS, 1), ROWS);
    private final Preprocessing now = Preprocessing.fit(Layouts.MIXED, moved(Layouts.vectors(ROWS, 2)), ROWS);
    private final SplittableRandom random = new SplittableRandom(9);

    @Test
    void shouldReadBackWhatWasWritten() {
        byte[] onnx = NetGraph.build(before, layers(3), 1.5f, Map.of());

        FinishedNet net = FinishedNet.read(onnx).orElseThrow();

        assertThat(net.units()).containsExactly(8, 3);
        assertThat(net.scale()).isEmpty();
        assertThat(NetGraph.build(net.preprocessing(), net.layers(), 1.5f, Map.of()))
                .isEqualTo(onnx);
    }

    @Test
    void shouldReadWhatIsCalibrated() {
        byte[] onnx = NetGraph.build(before, layers(2), Map.of());
        Isotonic function = new Isotonic(new float[] {0.3f, 0.7f}, new float[] {0.25f, 0.5f});

        FinishedNet net =
                FinishedNet.read(IsotonicGraph.behind(onnx, List.of(function))).orElseThrow();

        assertThat(NetGraph.build(net.preprocessing(), net.layers(), Map.of())).isEqualTo(onnx);
    }

    @Test
    void shouldAnswerTheSameWhereVectorsAreStandardisedOtherwise() {
        FinishedNet net =
                FinishedNet.read(NetGraph.build(before, layers(3), Map.of())).orElseThrow();

        assertSame(
                NetGraph.build(before, net.layers(), Map.of()), NetGraph.build(now, net.layersFor(now), Map.of()), 1);
    }

    @Test
    void shouldAnswerTheSameNumberOnAnotherScale() {
        byte[] onnx = NetGraph.ofNumber(before, layers(1), new Scale(100, 20), Map.of());
        FinishedNet net = FinishedNet.read(onnx).orElseThrow();
        Scale other = new Scale(-7, 3);

        assertThat(net.scale()).contains(new Scale(100, 20));
        assertSame(onnx, NetGraph.ofNumber(now, net.layersFor(now, other), other, Map.of()), 100);
    }

    @Test
    void shouldReadNothingOutOfAnotherFamily() {
        Tree stump = new Tree(
                0, new int[] {1, -1, -1}, new int[] {2, -1, -1}, new int[3], new float[] {0.5f, -1, 1}, new boolean[3]);

        assertThat(FinishedNet.read(TreesGraph.build(1, 2, List.of(stump), 1, Map.of())))
                .isEmpty();
        assertThat(FinishedNet.read(new byte[] {1, 2, 3})).isEmpty();
    }

    /** Of rows without missing values, and within what neither cuts. */
    private static void assertSame(byte[] one, byte[] other, float unit) {
        float[] matrix = Layouts.vectors(ROWS, 3);
        try (OnnxModel a = new OnnxModel(one);
                OnnxModel b = new OnnxModel(other)) {
            float[] expected = a.probabilities(matrix, ROWS);
            float[] answers = b.probabilities(matrix, ROWS);
            int width = expected.length / ROWS;
            int compared = 0;
            for (int row = 0; row < ROWS; row++) {
                boolean whole = true;
                for (int i = 0; i < Layouts.MIXED.length(); i++) {
                    whole &= !Float.isNaN(matrix[row * Layouts.MIXED.length() + i]);
                }
                for (int i = row * width; whole && i < (row + 1) * width; i++) {
                    assertThat(answers[i]).isCloseTo(expected[i], within(1e-4f * unit));
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(100);
        }
    }

    /** Numbers larger and further out. */
    private static float[] moved(float[] matrix) {
        float[] moved = matrix.clone();
        int length = Layouts.MIXED.length();
        for (int i = 0; i < moved.length; i++) {
            if (!Layouts.MIXED.slots().get(i % length).categorical()) {
                moved[i] = 1.7f * moved[i] + 3;
            }
        }
        return moved;
    }

    private List<Dense> layers(int outputs) {
        return List.of(layer(before.inputs(), 8), layer(8, outputs));
    }

    private Dense layer(int inputs, int units) {
        float[] weights = new float[inputs * units];
        float[] biases = new float[units];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() / 2;
        }
        for (int i = 0; i < units; i++) {
            biases[i] = (float) random.nextGaussian();
        }
        return new Dense(weights, biases);
    }
}
