package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsotonicGraphTest {
    private static final int UNSEEN = 1_000;

    private final Isotonic steep =
            new Isotonic(new float[] {0.1f, 0.2f, 0.2000001f, 0.9f}, new float[] {0.05f, 0.05f, 0.7f, 0.99f});
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void shouldBeStraightBetweenKnotsAndLevelOutsideThem() {
        Isotonic function = new Isotonic(new float[] {0.25f, 0.75f}, new float[] {0.125f, 0.5f});

        assertThat(function.at(0)).isEqualTo(0.125f);
        assertThat(function.at(0.25f)).isEqualTo(0.125f);
        assertThat(function.at(0.5f)).isEqualTo(0.3125f);
        assertThat(function.at(0.75f)).isEqualTo(0.5f);
        assertThat(function.at(1)).isEqualTo(0.5f);
        assertThat(function).hasToString("0.25:0.125 0.75:0.5");
    }

    @Test
    void shouldNowhereFall() {
        float before = 0;
        for (int i = 0; i <= 1_000_000; i++) {
            float now = steep.at(i / 1e6f);
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void shouldRefuseToFallOrToBeSure() {
        assertThatThrownBy(() -> new Isotonic(new float[] {0.1f, 0.2f}, new float[] {0.6f, 0.5f}))
                .hasMessage("knot 1, 0.5 at 0.2, does not lie between 0 and 1 above the one before");
        assertThatThrownBy(() -> new Isotonic(new float[] {0.1f}, new float[] {1}))
                .hasMessageContaining("knot 0");
        assertThatThrownBy(() -> new Isotonic(new float[0], new float[0])).hasMessage("0 levels do not fit 0 knots");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void shouldAnswerAsItDoesInJava(int classes) {
        float[] matrix = Layouts.vectors(UNSEEN, 9);
        byte[] plain = net(classes);
        List<Isotonic> functions = classes == 2 ? List.of(any(40)) : List.of(any(3), steep, any(60), any(1), any(12));

        try (OnnxModel before = new OnnxModel(plain);
                OnnxModel after = new OnnxModel(IsotonicGraph.behind(plain, functions))) {
            float[] expected = IsotonicGraph.apply(before.probabilities(matrix, UNSEEN), functions);
            assertThat(after.probabilities(matrix, UNSEEN)).containsExactly(expected, within(1e-6f));
            assertThat(after.metadata()).isEqualTo(before.metadata());
            assertThat(after.features()).isEqualTo(before.features());
        }
    }

    @Test
    void shouldGoBehindTreesToo() {
        Tree stump = new Tree(
                0, new int[] {1, -1, -1}, new int[] {2, -1, -1}, new int[3], new float[] {0.5f, -1, 1}, new boolean[3]);
        byte[] trees = TreesGraph.build(1, 2, List.of(stump), 1, Map.of());
        Isotonic function = new Isotonic(new float[] {0.3f, 0.7f}, new float[] {0.25f, 0.5f});

        try (OnnxModel model = new OnnxModel(IsotonicGraph.behind(trees, List.of(function)))) {
            assertThat(model.probabilities(new float[] {0, 1}, 2)).containsExactly(0.75f, 0.25f, 0.5f, 0.5f);
        }
    }

    @Test
    void shouldGiveTheSameBytes() {
        byte[] plain = net(2);

        assertThat(IsotonicGraph.behind(plain, List.of(steep))).isEqualTo(IsotonicGraph.behind(plain, List.of(steep)));
    }

    private byte[] net(int classes) {
        Preprocessing fitted = Preprocessing.fit(Layouts.MIXED, Layouts.vectors(1_000, 1), 1_000);
        float[] weights = new float[classes * fitted.inputs()];
        SplittableRandom drawn = new SplittableRandom(classes);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) drawn.nextGaussian();
        }
        return NetGraph.build(fitted, List.of(new Dense(weights, new float[classes])), Map.of("encoder", "e1"));
    }

    private Isotonic any(int knots) {
        return new Isotonic(ascending(knots), ascending(knots));
    }

    private float[] ascending(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (i + 0.1f + 0.8f * random.nextInt(1 << 20) / (1 << 20)) / count;
        }
        return numbers;
    }
}
