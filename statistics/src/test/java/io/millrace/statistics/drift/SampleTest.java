package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void shouldLeaveOutWhatIsNotFinite() {
        Sample sample = Sample.of(3, Double.NaN, 1, Double.POSITIVE_INFINITY, 2, -Double.MAX_VALUE);
        assertThat(sample.ascending()).containsExactly(1, 2, 3);
        assertThat(sample.missing()).isEqualTo(3);
        assertThat(sample.missingRate()).isEqualTo(0.5);
        assertThat(sample.mean()).isEqualTo(2);
        assertThat(sample.variance()).isEqualTo(1);
    }

    @Test
    void shouldFindQuantilesBetweenValues() {
        Sample sample = Sample.of(10, 20, 30, 40);
        assertThat(sample.min()).isEqualTo(10);
        assertThat(sample.quantile(0.5)).isEqualTo(25);
        assertThat(sample.quantile(0.9)).isCloseTo(37, within(1e-12));
        assertThat(sample.max()).isEqualTo(40);
        assertThatThrownBy(() -> sample.quantile(1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHaveNoNoiseInAConstant() {
        Sample sample = Sample.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
        assertThat(sample.mean()).isEqualTo(0.1);
        assertThat(sample.variance()).isZero();
        assertThat(sample.isConstant()).isTrue();
        assertThat(Sample.of(0.0, -0.0).isConstant()).isTrue();
    }

    @Test
    void shouldHaveNoFiguresOfNothing() {
        Sample sample = Sample.of(Double.NaN);
        assertThat(sample.size()).isZero();
        assertThat(new double[] {sample.mean(), sample.variance(), sample.min(), sample.max(), sample.quantile(0.5)})
                .containsOnly(Double.NaN);
        assertThat(sample.isConstant()).isFalse();
        assertThat(Sample.of().missingRate()).isNaN();
        assertThat(Sample.of(1).variance()).isNaN();
    }
}
