package io.millrace.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LapTest {
    @Test
    void shouldTakeTheMedianOfEachFigureByItself() {
        assertThat(Lap.median(List.of(new Lap(1, 30, 5), new Lap(3, 10, 6), new Lap(2, 20, 4))))
                .isEqualTo(new Lap(2, 20, 5));
    }

    @Test
    void shouldTakeTheMiddleBetweenTwo() {
        assertThat(Lap.median(List.of(new Lap(1, 2, 3), new Lap(3, 4, 5)))).isEqualTo(new Lap(2, 3, 4));
    }
}
