package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedIntervalTest {
    @Test
    void shouldBeStudentsOnTheDifferences() {
        // Student's own table of extra hours of sleep: R's t.test(group2, group1, paired = TRUE)
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

        PairedInterval interval = PairedInterval.of(second, first, 0.05);

        assertThat(interval.mean()).isCloseTo(1.58, within(1e-9));
        assertThat(interval.low()).isCloseTo(0.7001142, within(1e-6));
        assertThat(interval.high()).isCloseTo(2.4598858, within(1e-6));
    }

    @Test
    void shouldBeSureWhereTheDifferenceIsAlwaysTheSame() {
        assertThat(PairedInterval.of(new double[] {2, 3}, new double[] {1, 2}, 0.05))
                .isEqualTo(new PairedInterval(1, 1, 1));
    }

    @Test
    void shouldKnowNothingFromOneExample() {
        assertThat(PairedInterval.of(new double[] {2}, new double[] {1}, 0.05).low())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void shouldRefuseWhatIsNotPaired() {
        assertThatThrownBy(() -> PairedInterval.of(new double[1], new double[2], 0.05))
                .hasMessage("1 losses cannot be paired with 2");
    }
}
