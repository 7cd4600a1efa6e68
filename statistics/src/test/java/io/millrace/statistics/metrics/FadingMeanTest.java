package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FadingMeanTest {
    @Test
    void shouldCountOldValuesLess() {
        FadingMean mean = new FadingMean(0.5);
        assertThat(mean.mean()).isNaN();
        mean.update(8);
        assertThat(mean.mean()).isEqualTo(8);
        mean.update(2);
        assertThat(mean.mean()).isEqualTo((2 + 4) / 1.5);
    }

    @Test
    void shouldBeThePlainMeanWithoutFading() {
        FadingMean mean = new FadingMean(1);
        for (double value : new double[] {1, 2, 6}) {
            mean.update(value);
        }
        assertThat(mean.mean()).isCloseTo(3, within(1e-15));
    }

    @Test
    void shouldRefuseWhatItCannotMean() {
        assertThatThrownBy(() -> new FadingMean(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FadingMean(1.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FadingMean(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FadingMean(0.9).update(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
