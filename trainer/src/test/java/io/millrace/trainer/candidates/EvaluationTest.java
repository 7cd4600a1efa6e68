package io.millrace.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void shouldJudgeProbabilities() {
        float[] probabilities = {0.8f, 0.2f, 0.6f, 0.4f, 0.1f, 0.9f, 0.3f, 0.7f};
        Evaluation evaluation = Evaluation.of(probabilities, new int[] {0, 1, 1, 1}, 2);

        assertThat(evaluation.rows()).isEqualTo(4);
        assertThat(evaluation.accuracy()).isEqualTo(0.75);
        assertThat(evaluation.logLoss())
                .isCloseTo(-(Math.log(0.8) + Math.log(0.4) + Math.log(0.9) + Math.log(0.7)) / 4, within(1e-6));
        assertThat(evaluation.predictionShare()).containsExactly(0.5, 0.5);
    }

    @Test
    void shouldChargeASureMissAFiniteLoss() {
        assertThat(Evaluation.of(new float[] {1, 0}, new int[] {1}, 2).logLoss())
                .isCloseTo(-Math.log(1e-7), within(1e-9));
    }
}
