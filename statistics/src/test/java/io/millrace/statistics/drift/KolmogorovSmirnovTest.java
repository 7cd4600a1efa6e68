package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KolmogorovSmirnovTest {
    @Test
    void shouldMatchTheTableOfTheLimit() {
        assertThat(KolmogorovSmirnov.kolmogorov(1.3580986393225505)).isCloseTo(0.05, within(1e-12));
        assertThat(KolmogorovSmirnov.kolmogorov(1.6276236115189500)).isCloseTo(0.01, within(1e-12));
        assertThat(KolmogorovSmirnov.kolmogorov(0.8275735551899077)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void shouldGoFromOneSeriesToTheOtherWithoutAStep() {
        double below = KolmogorovSmirnov.kolmogorov(Math.nextDown(1.0));
        assertThat(KolmogorovSmirnov.kolmogorov(1)).isCloseTo(below, within(1e-14));
        assertThat(KolmogorovSmirnov.kolmogorov(0.0399)).isEqualTo(1);
        assertThat(KolmogorovSmirnov.kolmogorov(0.0401)).isEqualTo(1);
        assertThat(KolmogorovSmirnov.kolmogorov(0)).isEqualTo(1);
        assertThat(KolmogorovSmirnov.kolmogorov(1e6)).isZero();
        assertThat(KolmogorovSmirnov.kolmogorov(Double.POSITIVE_INFINITY)).isZero();
    }

    @Test
    void shouldCountAllOrders() {
        KolmogorovSmirnov apart = KolmogorovSmirnov.of(Sample.of(1, 2, 3), Sample.of(4, 5, 6));
        assertThat(apart.statistic()).isEqualTo(1);
        assertThat(apart.exact()).isCloseTo(2.0 / 20, within(1e-12));
    }

    @Test
    void shouldKnowThePlacesOfASingleValue() {
        Sample four = Sample.of(1, 2, 3, 4);
        assertThat(KolmogorovSmirnov.of(four, Sample.of(9)).exact()).isEqualTo(2.0 / 5);
        assertThat(KolmogorovSmirnov.of(Sample.of(1.5), four).exact()).isEqualTo(4.0 / 5);
        assertThat(KolmogorovSmirnov.of(four, Sample.of(2.5)).exact()).isEqualTo(1);
        assertThat(KolmogorovSmirnov.of(Sample.of(1), Sample.of(2)).exact()).isEqualTo(1);
    }

    @Test
    void shouldBeTotal() {
        KolmogorovSmirnov nothing = KolmogorovSmirnov.of(Sample.of(), Sample.of(1, 2));
        assertThat(new double[] {nothing.statistic(), nothing.asymptotic(), nothing.limit(), nothing.exact()})
                .containsOnly(Double.NaN);
        KolmogorovSmirnov same = KolmogorovSmirnov.of(Sample.of(5, 5, 5), Sample.of(5, 5));
        assertThat(same.statistic()).isZero();
        assertThat(new double[] {same.asymptotic(), same.limit(), same.exact()}).containsOnly(1);
    }

    @Test
    void shouldLeaveTheExactPValueOfLargeSamples() {
        double[] many = new double[KolmogorovSmirnov.LARGEST_EXACT + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        KolmogorovSmirnov large = KolmogorovSmirnov.of(Sample.of(many), Sample.of(1, 2, 3));
        assertThat(large.exact()).isNaN();
        assertThat(large.asymptotic()).isBetween(0.0, 0.1);
    }
}
