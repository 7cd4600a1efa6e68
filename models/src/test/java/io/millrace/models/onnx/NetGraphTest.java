package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetGraphTest {
    private static final float NAN = Float.NaN;

    private final Preprocessing fitted = Preprocessing.fit(Layouts.MIXED, Layouts.vectors(1_000, 1), 1_000);
    private final List<Dense> layers = List.of(layer(fitted.inputs(), 16, 2), layer(16, 8, 3), layer(8, 3, 4));
    private final byte[] onnx = NetGraph.build(fitted, layers, Map.of("encoder", "e1", "classes", "A,B,C"));

    @Test
    void shouldComputeWhatTheLayersSay() {
        float[] matrix = Layouts.vectors(1_000, 9);
        float[] expected = new float[3_000];
        float[] seen = fitted.apply(matrix, 1_000);
        for (int row = 0; row < 1_000; row++) {
            System.arraycopy(forward(seen, row), 0, expected, row * 3, 3);
        }

        try (OnnxModel model = new OnnxModel(onnx)) {
            assertThat(model.probabilities(matrix, 1_000)).containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void shouldPreprocessLikeTheMatrixDoes() {
        // one layer that passes the first input on shows what the graph makes of a vector
        float[] first = new float[fitted.inputs() * 2];
        first[0] = 1;
        byte[] window = NetGraph.build(fitted, List.of(new Dense(first, new float[2])), Map.of());
        float[] extremes = {1e30f, 20, 0, 7, -1e30f, NAN, NAN, NAN, NAN, 80, 99, 7, 51_234.5f, 30, 2, 7};

        try (OnnxModel model = new OnnxModel(window)) {
            float[] probabilities = model.probabilities(extremes, 4);
            float[] seen = fitted.apply(extremes, 4);
            for (int row = 0; row < 4; row++) {
                float logit = (float) Math.log(probabilities[row * 2] / (double) probabilities[row * 2 + 1]);
                assertThat(logit).isCloseTo(seen[row * fitted.inputs()], within(1e-3f));
            }
        }
    }

    @Test
    void shouldGiveFiniteProbabilitiesToExtremes() {
        float infinite = Float.POSITIVE_INFINITY;
        float[] extremes = {1e30f, -1e30f, 1e30f, -1e30f, infinite, -infinite, infinite, -infinite, NAN, NAN, NAN, NAN};

        try (OnnxModel model = new OnnxModel(onnx)) {
            for (float probability : model.probabilities(extremes, 3)) {
                assertThat(probability).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void shouldGiveTheSameBytesForTheSameNet() {
        Preprocessing again = Preprocessing.fit(Layouts.MIXED, Layouts.vectors(1_000, 1), 1_000);

        assertThat(NetGraph.build(again, layers, Map.of("classes", "A,B,C", "encoder", "e1")))
                .isEqualTo(onnx);
    }

    @Test
    void shouldCarryItsMetadata() {
        try (OnnxModel model = new OnnxModel(onnx)) {
            assertThat(model.metadata())
                    .isEqualTo(Map.of("encoder", "e1", "classes", "A,B,C", "millrace.contract", "1"));
            assertThat(model.features()).isEqualTo(4);
            assertThat(model.classes()).isEqualTo(3);
        }
    }

    @Test
    void shouldRefuseLayersThatDoNotFitTogether() {
        assertThatThrownBy(() -> NetGraph.build(fitted, List.of(layer(5, 3, 1)), Map.of()))
                .hasMessage("layer 0 takes 5 inputs, but gets 6");
    }

    private float[] forward(float[] seen, int row) {
        double[] values = new double[fitted.inputs()];
        for (int i = 0; i < values.length; i++) {
            values[i] = seen[row * fitted.inputs() + i];
        }
        int[] units = {16, 8, 3};
        for (int l = 0; l < 3; l++) {
            values = multiply(values, weights(values.length, units[l], l + 2), units[l]);
            for (int i = 0; l < 2 && i < values.length; i++) {
                values[i] = Math.max(0, values[i]);
            }
        }
        return softmax(values);
    }

    private static double[] multiply(double[] x, float[] weights, int units) {
        double[] y = new double[units];
        for (int unit = 0; unit < units; unit++) {
            y[unit] = 0.1f;
            for (int i = 0; i < x.length; i++) {
                y[unit] += weights[unit * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static float[] softmax(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i]) / sum);
        }
        return probabilities;
    }

    private static Dense layer(int inputs, int units, long seed) {
        float[] biases = new float[units];
        Arrays.fill(biases, 0.1f);
        return new Dense(weights(inputs, units, seed), biases);
    }

    private static float[] weights(int inputs, int units, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[inputs * units];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        return weights;
    }
}
