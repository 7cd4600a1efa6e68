package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    private static final float NAN = Float.NaN;

    private final Preprocessing fitted = Preprocessing.fit(Layouts.MIXED, Layouts.vectors(1_000, 1), 1_000);

    @Test
    void shouldGiveAnInputToWhatVariedInTrainingOnly() {
        // income, age, income missing, colours 0 to 2; the constant, ages missing and colour 3 were never seen to
        // differ
        assertThat(fitted.inputs()).isEqualTo(6);
    }

    @Test
    void shouldStandardise() {
        float[] matrix = Layouts.vectors(1_000, 1);
        float[] seen = fitted.apply(matrix, 1_000);

        double sum = 0;
        double squares = 0;
        for (int row = 0; row < 1_000; row++) {
            sum += seen[row * 6 + 1];
            squares += seen[row * 6 + 1] * seen[row * 6 + 1];
        }
        assertThat(sum / 1_000).isCloseTo(0, within(1e-5));
        assertThat(squares / 1_000).isCloseTo(1, within(1e-5));
    }

    @Test
    void shouldPutTheMeanForAMissingNumberAndTellSo() {
        assertThat(fitted.apply(new float[] {NAN, 50, 1, 7}, 1))
                .containsExactly(new float[] {0, 0, 1, 0, 1, 0}, within(0.2f));
    }

    @Test
    void shouldTellOnceThatSlotsAreMissingTogether() {
        VectorLayout text =
                new VectorLayout(List.of(new Slot("t.bucket.0", 0), new Slot("t.bucket.1", 0), new Slot("x", 0)));
        float[] matrix = {1, 5, 1, NAN, NAN, 2, 3, 7, NAN};

        assertThat(Preprocessing.fit(text, matrix, 3).apply(new float[] {NAN, NAN, NAN}, 1))
                .containsExactly(0, 0, 0, 1, 1);
    }

    @Test
    void shouldTakeAMissingCodeForUnknown() {
        assertThat(fitted.apply(new float[] {50_000, 50, NAN, 7}, 1)).endsWith(1, 0, 0);
    }

    @Test
    void shouldLightNoInputForACodeNeverSeen() {
        assertThat(fitted.apply(new float[] {50_000, 50, 3, 7}, 1)).endsWith(0, 0, 0);
        assertThat(fitted.apply(new float[] {50_000, 50, 1e30f, 7}, 1)).endsWith(0, 0, 0);
    }

    @Test
    void shouldCutExtremes() {
        assertThat(fitted.apply(new float[] {1e30f, Float.NEGATIVE_INFINITY, 0, 1e30f}, 1))
                .containsExactly(8, -8, 0, 1, 0, 0);
    }

    @Test
    void shouldFitOnTheFirstRowsOnly() {
        float[] matrix = {1, 3, 1_000_000, NAN};
        VectorLayout one = new VectorLayout(List.of(new Slot("x", 0)));

        assertThat(Preprocessing.fit(one, matrix, 2).apply(new float[] {3}, 1)).containsExactly(1);
    }

    @Test
    void shouldLeaveAnInputWhereNothingVaries() {
        VectorLayout one = new VectorLayout(List.of(new Slot("x", 0)));

        assertThat(Preprocessing.fit(one, new float[] {5, 5}, 2).apply(new float[] {1e30f}, 1))
                .containsExactly(0);
    }

    @Test
    void shouldSurviveAColumnThatIsAlwaysMissingOrInfinite() {
        VectorLayout two = new VectorLayout(List.of(new Slot("x", 0), new Slot("y", 0), new Slot("z", 0)));
        float infinite = Float.POSITIVE_INFINITY;
        float[] matrix = {NAN, infinite, 1, NAN, infinite, 2};

        assertThat(Preprocessing.fit(two, matrix, 2).apply(new float[] {1, 1, 2}, 1))
                .containsExactly(1);
    }
}
