package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DivergenceTest {
    @Test
    void shouldBeNothingBetweenTheSameShares() {
        Divergence same = Divergence.between(new long[] {1, 2, 0}, new long[] {10, 20, 0});
        assertThat(all(same)).containsOnly(0);
    }

    @Test
    void shouldBeOneBetweenSharesThatHaveNothingInCommon() {
        Divergence apart = Divergence.between(new long[] {5, 0}, new long[] {0, 7});
        assertThat(apart.jensenShannon()).isCloseTo(1, within(1e-15));
        assertThat(apart.hellinger()).isCloseTo(1, within(1e-15));
        assertThat(apart.totalVariation()).isEqualTo(1);
        assertThat(apart.largest()).isEqualTo(1);
        assertThat(apart.psi()).isCloseTo(2 * (1 - 1e-4) * Math.log(1e4), within(1e-12));
    }

    @Test
    void shouldAgreeWithASumByHand() {
        Divergence halves = Divergence.between(new long[] {1, 1}, new long[] {1, 3});
        assertThat(halves.kullbackLeibler()).isCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2.0 / 3), within(1e-15));
        assertThat(halves.kullbackLeiblerReversed())
                .isCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), within(1e-15));
        assertThat(halves.psi()).isCloseTo(halves.kullbackLeibler() + halves.kullbackLeiblerReversed(), within(1e-15));
        assertThat(halves.totalVariation()).isEqualTo(0.25);
    }

    @Test
    void shouldBeUndefinedWithoutValues() {
        assertThat(all(Divergence.between(new long[] {0, 0}, new long[] {1, 2})))
                .containsOnly(Double.NaN);
        assertThat(all(Divergence.between(new long[] {1, 2}, new long[] {0, 0})))
                .containsOnly(Double.NaN);
    }

    @Test
    void shouldRefuseOtherCells() {
        assertThatThrownBy(() -> Divergence.between(new long[1], new long[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the reference has 1 cells, the current sample 2");
    }

    private static double[] all(Divergence divergence) {
        return new double[] {
            divergence.psi(),
            divergence.kullbackLeibler(),
            divergence.kullbackLeiblerReversed(),
            divergence.jensenShannon(),
            divergence.jensenShannonDistance(),
            divergence.hellinger(),
            divergence.totalVariation(),
            divergence.largest()
        };
    }
}
