package io.millrace.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    private static final int ROWS = 5_000;

    private final SplittableRandom random = new SplittableRandom(7);
    private final float[] honest = new float[3 * ROWS];
    private final int[] labels = new int[ROWS];

    TemperatureTest() {
        double[] probabilities = new double[3];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < 3; i++) {
                honest[3 * row + i] = (float) (2 * random.nextGaussian());
            }
            new Logits(honest, 3).softmax(row, 1, probabilities);
            double drawn = random.nextDouble();
            labels[row] = drawn < probabilities[0] ? 0 : drawn < probabilities[0] + probabilities[1] ? 1 : 2;
        }
    }

    @Test
    void shouldLeaveAModelThatIsAsSureAsItIsRight() {
        assertThat(Temperature.fit(new Logits(honest, 3), labels)).isCloseTo(1, within(0.05f));
    }

    @Test
    void shouldCoolDownOneThatIsTooSure() {
        Logits sure = times(3);
        float temperature = Temperature.fit(sure, labels);

        assertThat(temperature).isCloseTo(3, within(0.15f));
        assertThat(loss(sure, temperature)).isLessThan(loss(sure, 1) - 0.2);
        assertThat(Evaluation.of(sure.probabilities(temperature), labels, 3).accuracy())
                .isEqualTo(Evaluation.of(sure.probabilities(1), labels, 3).accuracy());
    }

    @Test
    void shouldWarmUpOneThatIsTooShy() {
        assertThat(Temperature.fit(times(0.5f), labels)).isCloseTo(0.5f, within(0.03f));
    }

    @Test
    void shouldLeaveAModelAloneWhereThereAreFewRows() {
        assertThat(Temperature.fit(new Logits(new float[] {5, 0, 0, 5}, 2), new int[] {1, 1}))
                .isEqualTo(1);
    }

    @Test
    void shouldStayWithinBoundsWhereNothingWasLearnt() {
        float[] wrong = new float[2 * ROWS];
        for (int row = 0; row < ROWS; row++) {
            wrong[2 * row] = 100;
        }
        int[] ones = new int[ROWS];
        Arrays.fill(ones, 1);

        assertThat(Temperature.fit(new Logits(wrong, 2), ones)).isCloseTo(10, within(1e-3f));
    }

    private Logits times(float factor) {
        float[] scaled = honest.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new Logits(scaled, 3);
    }

    private double loss(Logits logits, double temperature) {
        return Evaluation.of(logits.probabilities(temperature), labels, 3).logLoss();
    }
}
