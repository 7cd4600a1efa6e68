package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreesGraphTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITE = Float.POSITIVE_INFINITY;

    /** Below 2: is the second below 5? The missing first goes right, the missing second left. */
    private static final Tree TREE = tree(0, 1, 2, 4);

    @Test
    void shouldSendRowsWhereTheirNumbersSay() {
        float[] matrix = {1, 4, 1, 5, 2, 0, NAN, 4, 1, NAN, -INFINITE, INFINITE, 1e30f, -1e30f};
        float[] sums = {1, 2, 4, 4, 1, 2, 4};

        try (OnnxModel model = new OnnxModel(TreesGraph.build(2, 2, List.of(TREE), 1, Map.of()))) {
            float[] answers = model.probabilities(matrix, 7);
            for (int row = 0; row < 7; row++) {
                assertThat(answers[2 * row + 1]).isCloseTo(sigmoid(sums[row]), within(1e-6f));
                assertThat(answers[2 * row]).isCloseTo(1 - sigmoid(sums[row]), within(1e-6f));
            }
        }
    }

    @Test
    void shouldAddUpTheTreesOfEachClass() {
        List<Tree> trees = List.of(tree(0, 1, 2, 4), tree(2, 3, 0, 0), tree(0, 1, 1, 1));

        try (OnnxModel model = new OnnxModel(TreesGraph.build(2, 3, trees, 2, Map.of("k", "v")))) {
            double a = Math.exp(2 / 2.0);
            double c = Math.exp(3 / 2.0);
            assertThat(model.probabilities(new float[] {1, 4}, 1))
                    .containsExactly(
                            new float[] {(float) (a / (a + 1 + c)), (float) (1 / (a + 1 + c)), (float) (c / (a + 1 + c))
                            },
                            within(1e-6f));
            assertThat(model.metadata()).isEqualTo(Map.of("k", "v", "millrace.contract", "1"));
        }
    }

    @Test
    void shouldAnswerTheSameInPlace() {
        FloatBuffer matrix = direct(4).put(0, new float[] {1, 4, NAN, NAN});
        FloatBuffer answers = direct(4);

        try (OnnxModel model = new OnnxModel(TreesGraph.build(2, 2, List.of(TREE), 1, Map.of()))) {
            model.probabilitiesInto(matrix, 2, answers);
            assertThat(answers.get(1)).isCloseTo(sigmoid(1), within(1e-6f));
            assertThat(answers.get(3)).isCloseTo(sigmoid(4), within(1e-6f));
        }
    }

    @Test
    void shouldRefuseATreeThatGoesBack() {
        assertThatThrownBy(() ->
                        new Tree(0, new int[] {0}, new int[] {1}, new int[] {0}, new float[] {0}, new boolean[] {true}))
                .hasMessage("node 0 of a tree goes back to an earlier one");
    }

    private static Tree tree(int output, float below, float notBelow, float right) {
        return new Tree(
                output,
                new int[] {1, 3, -1, -1, -1},
                new int[] {2, 4, -1, -1, -1},
                new int[] {0, 1, 0, 0, 0},
                new float[] {2, 5, right, below, notBelow},
                new boolean[] {false, true, false, false, false});
    }

    private static float sigmoid(double x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(Float.BYTES * values)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
