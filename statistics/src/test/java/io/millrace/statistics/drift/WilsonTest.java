package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonTest {
    @Test
    void shouldAgreeWithTheTextbook() {
        assertThat(Wilson.upperBound(0.1, 100, 1.959963984540054)).isCloseTo(0.174366, within(1e-6));
        assertThat(Wilson.upperBound(0.0, 10, 1.959963984540054)).isCloseTo(0.277533, within(1e-6));
    }

    @Test
    void shouldNeverLeaveTheUnitInterval() {
        assertThat(Wilson.upperBound(1, 1, 5)).isEqualTo(1);
        assertThat(Wilson.upperBound(0, 1, 2.326)).isBetween(0.0, 1.0);
        assertThatThrownBy(() -> Wilson.upperBound(1.1, 10, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wilson.upperBound(0.1, 0, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
