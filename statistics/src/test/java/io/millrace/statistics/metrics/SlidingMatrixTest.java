package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingMatrixTest {
    @Test
    void shouldBeTheMatrixOfTheLatestExamples() {
        Random random = new Random(1);
        int[] actual = random.ints(500, 0, 3).toArray();
        int[] predicted = random.ints(500, 0, 3).toArray();
        SlidingMatrix sliding = new SlidingMatrix(3, 40);
        for (int row = 0; row < actual.length; row++) {
            sliding.update(actual[row], predicted[row]);
            ConfusionMatrix expected = new ConfusionMatrix(3);
            for (int i = Math.max(0, row - 39); i <= row; i++) {
                expected.update(actual[i], predicted[i]);
            }
            assertThat(sliding.matrix().count()).isEqualTo(expected.count());
            assertThat(sliding.matrix().kappa()).isEqualTo(expected.kappa());
        }
    }

    @Test
    void shouldKeepTheWindowWhereAnExampleIsRefused() {
        SlidingMatrix sliding = new SlidingMatrix(2, 1);
        sliding.update(0, 0);
        assertThatThrownBy(() -> sliding.update(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(sliding.matrix().count(0, 0)).isEqualTo(1);
        assertThatThrownBy(() -> new SlidingMatrix(2, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
