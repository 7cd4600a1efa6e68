package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void shouldDrawTheCurve() {
        Calibration calibration = new Calibration(10);
        calibration.update(0.25, true);
        calibration.update(0.25, false);
        calibration.update(1, true);
        assertThat(calibration.curve())
                .containsExactly(new Calibration.Bin(0.2, 2, 0.25, 0.5), new Calibration.Bin(0.9, 1, 1, 1));
        assertThat(calibration.expectedError()).isCloseTo(0.25 * 2 / 3, within(1e-15));
        assertThat(calibration.greatestError()).isEqualTo(0.25);
    }

    @Test
    void shouldFindProbabilitiesThatMayBeTakenAtTheirWord() {
        Calibration honest = new Calibration(10);
        Calibration boasting = new Calibration(10);
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            double probability = random.nextDouble();
            boolean positive = random.nextDouble() < probability;
            honest.update(probability, positive);
            boasting.update(probability < 0.5 ? 0 : 1, positive);
        }
        assertThat(honest.expectedError()).isLessThan(0.02);
        assertThat(boasting.expectedError()).isCloseTo(0.25, within(0.02));
    }

    @Test
    void shouldBeTotal() {
        Calibration calibration = new Calibration(1);
        assertThat(calibration.curve()).isEmpty();
        assertThat(calibration.expectedError()).isNaN();
        assertThat(calibration.greatestError()).isNaN();
        assertThatThrownBy(() -> calibration.update(1.01, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calibration.update(Double.NaN, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
