package io.millrace.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumberEvaluationTest {
    @Test
    void shouldMeasureErrorsInTheUnitOfTheLabel() {
        NumberEvaluation evaluation = NumberEvaluation.of(new float[] {1, 2, 3, 8}, new float[] {1, 3, 3, 5});

        assertThat(evaluation.mae()).isEqualTo(1);
        assertThat(evaluation.rmse()).isCloseTo(Math.sqrt(2.5), within(1e-12));
        assertThat(evaluation.r2()).isCloseTo(1 - 10 / 8.0, within(1e-12));
        assertThat(evaluation.figures()).containsOnlyKeys("mae", "rmse", "r2");
    }

    @Test
    void shouldTellWhatNineInTenErrorsKeep() {
        float[] predicted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        NumberEvaluation evaluation = NumberEvaluation.of(predicted, new float[10]);

        assertThat(evaluation.bound()).isEqualTo(9);
        assertThat(evaluation.error()).isEqualTo(0.1);
    }

    @Test
    void shouldTakeNoAnswerForTheLargestError() {
        NumberEvaluation evaluation =
                NumberEvaluation.of(new float[] {Float.NaN, Float.NEGATIVE_INFINITY}, new float[] {0, 1});

        assertThat(evaluation.mae()).isCloseTo(Float.MAX_VALUE, within(1e30));
    }

    @Test
    void shouldJudgeAQuantileByWhichSideItMisses() {
        float[] predicted = {10, 10, 10, 10};
        float[] actual = {8, 10, 11, 14};

        NumberEvaluation evaluation = NumberEvaluation.of(predicted, actual, Optional.of(0.9));

        // a tenth of twice what lies below, nine tenths of what lies above
        assertThat(evaluation.loss()).isCloseTo((0.4 + 0 + 1.8 + 7.2) / 4, within(1e-9));
        assertThat(evaluation.lossName()).isEqualTo("quantileLoss");
        assertThat(evaluation.covered()).isEqualTo(0.5);
        assertThat(NumberEvaluation.of(predicted, actual, Optional.of(0.5)).loss())
                .isEqualTo(evaluation.mae());
    }
}
