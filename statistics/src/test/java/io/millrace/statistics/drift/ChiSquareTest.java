package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class ChiSquareTest {
    @Test
    void shouldHaveTheClosedFormForTwoDegreesOfFreedom() {
        for (double x : new double[] {0.001, 0.5, 1, 2.5, 4, 10, 100, 600}) {
            assertThat(ChiSquare.survival(x, 2)).isCloseTo(Math.exp(-x / 2), withinPercentage(1e-9));
        }
    }

    @Test
    void shouldHaveTheClosedFormForEvenDegreesOfFreedom() {
        for (int halves : new int[] {2, 5, 20, 80}) {
            for (double x : new double[] {1, 10, 37, 160, 400}) {
                double term = Math.exp(-x / 2);
                double sum = term;
                for (int i = 1; i < halves; i++) {
                    term *= x / 2 / i;
                    sum += term;
                }
                assertThat(ChiSquare.survival(x, 2 * halves)).isCloseTo(sum, withinPercentage(1e-8));
            }
        }
    }

    @Test
    void shouldMatchTheTables() {
        assertThat(ChiSquare.survival(3.841458820694124, 1)).isCloseTo(0.05, within(1e-12));
        assertThat(ChiSquare.survival(10.827566170662733, 1)).isCloseTo(0.001, within(1e-13));
        assertThat(ChiSquare.survival(11.344866730144373, 3)).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void shouldBeTotal() {
        assertThat(ChiSquare.survival(0, 1)).isEqualTo(1);
        assertThat(ChiSquare.survival(Double.POSITIVE_INFINITY, 1)).isZero();
        assertThat(ChiSquare.survival(1e9, 3)).isZero();
        assertThat(ChiSquare.survival(50_000, 50_000)).isBetween(0.49, 0.51);
    }

    @Test
    void shouldKnowFactorials() {
        assertThat(Math.exp(ChiSquare.logGamma(5))).isCloseTo(24, withinPercentage(1e-9));
        assertThat(ChiSquare.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-14));
    }
}
