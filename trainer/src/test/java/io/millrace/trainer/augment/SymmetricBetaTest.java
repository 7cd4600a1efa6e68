package io.millrace.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricBetaTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 1, 2, 10, 100})
    void shouldHaveTheMeanAndSpreadOfABetaDistribution(double alpha) {
        SymmetricBeta beta = new SymmetricBeta(alpha);
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        double squares = 0;
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            double share = beta.next(random);
            assertThat(share).isBetween(0.0, 1.0);
            sum += share;
            squares += share * share;
        }
        double mean = sum / draws;
        assertThat(mean).isCloseTo(0.5, within(0.01));
        assertThat(squares / draws - mean * mean).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
    }
}
