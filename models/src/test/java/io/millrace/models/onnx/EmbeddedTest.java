package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
    private static final float NAN = Float.NaN;
    private static final VectorLayout LAYOUT =
            new VectorLayout(List.of(new Slot("x", 0), new Slot("town", 6), new Slot("colour", 3)));

    /** Towns 1, 3 and 4, and once none; colours 1 and 2. */
    private static final float[] SHOWN = {0, 1, 1, 1, 3, 2, 2, 4, 1, 3, NAN, 2, 4, 3, 1};

    private final Preprocessing fitted = Preprocessing.fit(LAYOUT, SHOWN, 5, new Embedding(4, 2));

    @Test
    void shouldLookUpColumnsOfManyCategories() {
        // rows by ascending code, missing first
        assertThat(fitted.embedded()).containsExactly(new EmbeddedColumn("town", 5, 2));
        assertThat(fitted.inputs()).isEqualTo(4);
        assertThat(fitted.direct()).isEqualTo(3);
        assertThat(fitted.apply(SHOWN, 5)).satisfies(seen -> {
            assertThat(new float[] {seen[3], seen[7], seen[11], seen[15], seen[19]})
                    .containsExactly(2, 3, 4, 1, 3);
        });
    }

    @Test
    void shouldTakeTheRowOfZerosForWhatTrainingDidNotShow() {
        assertThat(row(2)).isZero();
        assertThat(row(5)).isZero();
        assertThat(row(6)).isZero();
        assertThat(row(-1)).isZero();
        assertThat(row(1e30f)).isZero();
        assertThat(row(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(row(NAN)).isEqualTo(1);
    }

    @Test
    void shouldLookUpInTheGraphAsTheMatrixDoes() {
        float[] table = {0, 0, 1, 10, 2, 20, 3, 30, 4, 40};
        // two units that pass the row on
        Dense layer = new Dense(new float[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 0.1f}, new float[2]);
        byte[] onnx = NetGraph.build(fitted.with(List.of(table)), List.of(layer), Map.of());
        float[] towns = {NAN, 0, 1, 2, 3, 4, 5, 6, -1, 1e30f, -1e30f, Float.POSITIVE_INFINITY};
        float[] matrix = new float[towns.length * 3];
        for (int i = 0; i < towns.length; i++) {
            matrix[3 * i + 1] = towns[i];
        }

        try (OnnxModel model = new OnnxModel(onnx)) {
            float[] answers = model.probabilities(matrix, towns.length);
            for (int i = 0; i < towns.length; i++) {
                // both numbers are the row's
                assertThat(answers[2 * i]).as("town %s", towns[i]).isCloseTo(0.5f, within(1e-6f));
            }
        }
        Dense first = new Dense(new float[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, new float[2]);
        try (OnnxModel model = new OnnxModel(NetGraph.build(fitted.with(List.of(table)), List.of(first), Map.of()))) {
            float[] answers = model.probabilities(matrix, towns.length);
            for (int i = 0; i < towns.length; i++) {
                double logit = Math.log(answers[2 * i] / (double) answers[2 * i + 1]);
                assertThat(logit).as("town %s", towns[i]).isCloseTo(row(towns[i]), within(1e-4));
            }
        }
    }

    @Test
    void shouldDoWithoutAnyOtherInput() {
        VectorLayout town = new VectorLayout(List.of(new Slot("town", 6)));
        Preprocessing alone = Preprocessing.fit(town, new float[] {1, 3, 4}, 3, new Embedding(2, 0));

        assertThat(alone.direct()).isZero();
        assertThat(alone.embedded()).containsExactly(new EmbeddedColumn("town", 4, 3));
        float[] table = new float[12];
        Arrays.fill(table, 3, 12, 1);
        byte[] onnx = NetGraph.build(
                alone.with(List.of(table)), List.of(new Dense(new float[] {1, 1, 1, 0, 0, 0}, new float[2])), Map.of());
        try (OnnxModel model = new OnnxModel(onnx)) {
            assertThat(model.probabilities(new float[] {1, 2}, 2))
                    .containsExactly(new float[] {0.9526f, 0.0474f, 0.5f, 0.5f}, within(1e-4f));
        }
    }

    @Test
    void shouldSayHowLongARowIs() {
        assertThat(new Embedding(2, 0).length(20)).isEqualTo(9);
        assertThat(new Embedding(2, 0).length(100_000)).isEqualTo(50);
        assertThat(new Embedding(2, 7).length(100_000)).isEqualTo(7);
    }

    @Test
    void shouldRefuseATableThatDoesNotFit() {
        assertThatThrownBy(() -> fitted.with(List.of(new float[8])))
                .hasMessage("the table of town has 8 numbers, not 5 rows of 2");
    }

    private float row(float town) {
        return fitted.apply(new float[] {0, town, 1}, 1)[3];
    }
}
