package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EmpiricalDistanceTest {
    @Test
    void shouldBeTheWayThatEveryValueMoved() {
        EmpiricalDistance moved = EmpiricalDistance.between(Sample.of(1, 2, 3), Sample.of(11, 12, 13));
        assertThat(moved.largest()).isEqualTo(1);
        assertThat(moved.wasserstein1()).isCloseTo(10, within(1e-12));
        EmpiricalDistance points = EmpiricalDistance.between(Sample.of(0, 0), Sample.of(8));
        assertThat(points.wasserstein1()).isEqualTo(8);
        assertThat(points.energy()).isEqualTo(4); // √(2 · 8)
    }

    @Test
    void shouldNotMindTheOrderOrTheSizes() {
        Sample few = Sample.of(3, 1);
        Sample many = Sample.of(1, 3, 3, 1);
        assertThat(EmpiricalDistance.between(few, many)).isEqualTo(new EmpiricalDistance(0, 0, 0));
        Sample other = Sample.of(2, 5, 9);
        assertThat(EmpiricalDistance.between(few, other)).isEqualTo(EmpiricalDistance.between(other, few));
    }

    @Test
    void shouldBeUndefinedWithoutValues() {
        assertThat(EmpiricalDistance.between(Sample.of(), Sample.of(1)).wasserstein1())
                .isNaN();
        assertThat(EmpiricalDistance.between(Sample.of(1), Sample.of()).energy())
                .isNaN();
    }
}
