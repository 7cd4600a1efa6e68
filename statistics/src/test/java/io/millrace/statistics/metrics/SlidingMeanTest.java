package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlidingMeanTest {
    @Test
    void shouldBeUndefinedBeforeTheFirstValue() {
        assertThat(new SlidingMean(3).mean()).isNaN();
    }

    @Test
    void shouldForgetWhatLeftTheWindow() {
        SlidingMean mean = new SlidingMean(3);
        for (double value : new double[] {100, 1, 2, 3}) {
            mean.update(value);
        }
        assertThat(mean.mean()).isEqualTo(2);
        assertThat(mean.count()).isEqualTo(3);
    }

    @Test
    void shouldNotPileUpRounding() {
        SlidingMean mean = new SlidingMean(10);
        mean.update(1e16);
        for (int i = 0; i < 1_000; i++) {
            mean.update(0.1);
        }
        assertThat(mean.mean()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void shouldRefuseWhatIsNoNumber() {
        assertThatThrownBy(() -> new SlidingMean(1).update(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SlidingMean(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
