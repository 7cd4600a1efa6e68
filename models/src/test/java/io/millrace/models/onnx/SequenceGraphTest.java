package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequenceGraphTest {
    private static final float NAN = Float.NaN;
    private static final VectorLayout LAYOUT = new VectorLayout(List.of(
            new Slot("x", 0),
            new Slot("sum", 0),
            new Slot("x.back.1", 0, 1),
            new Slot("back.1", 0, 1),
            new Slot("x.back.2", 0, 2),
            new Slot("back.2", 0, 2)));

    private final float[] fittedOn = {1, 5, 2, 1, 3, 2, 4, 6, NAN, NAN, NAN, NAN, 2, 7, 9, 3, NAN, NAN};
    private final Preprocessing own = Preprocessing.fit(LAYOUT, fittedOn, 3);
    private final Steps steps = Steps.fit(LAYOUT, fittedOn, 3, Embedding.NONE);

    @Test
    void shouldFitAColumnOnceForAllStepsThereAre() {
        assertThat(own.inputs()).as("x and sum of the own record").isEqualTo(2);
        assertThat(steps.count()).isEqualTo(3);
        assertThat(steps.each().inputs()).as("x and how long before").isEqualTo(2);
        assertThat(List.of(0, 1, 2))
                .extracting(row -> steps.length(fittedOn, row))
                .containsExactly(3, 1, 2);
        float[] seen = steps.apply(fittedOn, 3);
        double mean = (1 + 2 + 3 + 4 + 2 + 9) / 6.0;
        assertThat(seen[2] / seen[0])
                .as("both by the same mean")
                .isEqualTo((float) ((2 - mean) / (1 - mean)), within(1e-4f));
        assertThat(seen).as("none where there is no step").endsWith(0, 0);
    }

    @Test
    void shouldComputeWhatTheFormulaSays() {
        SplittableRandom random = new SplittableRandom(3);
        float[] ofInputs = numbers(random, 8 * 2);
        float[] ofState = numbers(random, 8 * 2);
        float[] biases = numbers(random, 8);
        Dense last = new Dense(new float[] {0, 0, 1, 0, 0, 0, 0, 1}, new float[2]); // shows the state
        byte[] onnx = SequenceGraph.build(
                new SequenceNet(own, steps, new Lstm(ofInputs, ofState, biases), List.of(last)), 1, Map.of());
        float[] rows = {3, 1, 8, 2, -5, 4, NAN, NAN, NAN, NAN, NAN, NAN, 1e30f, 0, NAN, 1, NAN, NAN};

        try (OnnxModel model = new OnnxModel(onnx)) {
            float[] answers = model.probabilities(rows, 3);
            float[] seen = steps.apply(rows, 3);
            for (int row = 0; row < 3; row++) {
                double[] state = state(seen, row * 6, steps.length(rows, row), ofInputs, ofState, biases);
                double second = 1 / (1 + Math.exp(state[0] - state[1]));
                assertThat((double) answers[2 * row + 1]).isEqualTo(second, within(1e-5));
            }
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> new Lstm(new float[8], new float[7], new float[8]))
                .hasMessage("weights of 8 inputs and 7 of the state do not fit 8 biases");
        Lstm narrow = new Lstm(new float[8], new float[16], new float[8]);
        assertThatThrownBy(() -> new SequenceNet(own, steps, narrow, List.of()))
                .hasMessage("the LSTM takes 1 inputs, but gets 2");
        assertThatThrownBy(() -> Steps.fit(LAYOUT.ofOwn(), new float[2], 1, Embedding.NONE))
                .hasMessage("these vectors show no earlier records");
    }

    /** Two units; gates i, f, g, o; from the oldest step there is. */
    private static double[] state(
            float[] seen, int from, int length, float[] ofInputs, float[] ofState, float[] biases) {
        double[] h = new double[2];
        double[] c = new double[2];
        for (int step = length - 1; step >= 0; step--) {
            double[] z = new double[8];
            for (int gate = 0; gate < 8; gate++) {
                z[gate] = biases[gate];
                for (int i = 0; i < 2; i++) {
                    z[gate] += ofInputs[2 * gate + i] * seen[from + 2 * step + i] + ofState[2 * gate + i] * h[i];
                }
            }
            for (int unit = 0; unit < 2; unit++) {
                c[unit] = sigmoid(z[2 + unit]) * c[unit] + sigmoid(z[unit]) * Math.tanh(z[4 + unit]);
                h[unit] = sigmoid(z[6 + unit]) * Math.tanh(c[unit]);
            }
        }
        return h;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static float[] numbers(SplittableRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
