package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CramerVonMisesTest {
    /** Anderson and Darling 1952, table 1. */
    @Test
    void shouldMatchTheTableOfTheLimit() {
        assertThat(CramerVonMises.limitLaw(0.34730)).isCloseTo(0.90, within(1e-5));
        assertThat(CramerVonMises.limitLaw(0.46136)).isCloseTo(0.95, within(1e-5));
        assertThat(CramerVonMises.limitLaw(0.74346)).isCloseTo(0.99, within(1e-5));
    }

    /** K_¼(1) = 0.43073981…, from Abramowitz and Stegun's integral 9.6.24 with a finer step. */
    @Test
    void shouldIntegrateToTheLastDigits() {
        double fine = 0;
        double step = 1.0 / 512;
        for (int i = 0; i < 512 * 10; i++) {
            double t = i * step;
            fine += Math.exp(-1 - Math.cosh(t)) * Math.cosh(t / 4) * (i == 0 ? 0.5 : 1) * step;
        }
        assertThat(CramerVonMises.scaledBessel(1)).isCloseTo(fine, within(1e-15));
    }

    /** T by its definition as a sum over all values, without ranks. */
    @Test
    void shouldBeTheSquaredDistanceOfTheDistributions() {
        double[] x = {1, 4, 6};
        double[] y = {2, 3, 7, 8};
        double sum = 0;
        for (double at : new double[] {1, 2, 3, 4, 6, 7, 8}) {
            sum += Math.pow(share(x, at) - share(y, at), 2);
        }
        double expected = 12.0 / 49 * sum;
        assertThat(CramerVonMises.test(Sample.of(x), Sample.of(y)).statistic()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void shouldBeTotal() {
        assertThat(CramerVonMises.test(Sample.of(1), Sample.of(1, 2))).isEqualTo(Tested.UNDEFINED);
        assertThat(CramerVonMises.test(Sample.of(), Sample.of())).isEqualTo(Tested.UNDEFINED);
        assertThat(CramerVonMises.test(Sample.of(5, 5, 5), Sample.of(5, 5)).pValue())
                .isBetween(0.1, 1.0);
    }

    private static double share(double[] values, double upTo) {
        int count = 0;
        for (double value : values) {
            count += value <= upTo ? 1 : 0;
        }
        return (double) count / values.length;
    }
}
