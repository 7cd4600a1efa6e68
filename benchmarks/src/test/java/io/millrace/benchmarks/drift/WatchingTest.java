package io.millrace.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WatchingTest {
    @Test
    void shouldReadAndCountEveryVector() {
        assertThat(new Watching(new SplittableRandom(1)).perSecond())
                .isPositive()
                .isFinite();
    }
}
