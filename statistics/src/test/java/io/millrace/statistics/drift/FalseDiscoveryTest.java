package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
    @Test
    void shouldAdjustByRankAndNeverAgainstTheOrder() {
        assertThat(FalseDiscovery.adjusted(0.01, 0.04, 0.03, 0.5))
                .containsExactly(new double[] {0.04, 0.16 / 3, 0.16 / 3, 0.5}, within(1e-12));
    }

    @Test
    void shouldLeaveASingleTestAsItIs() {
        assertThat(FalseDiscovery.adjusted(0.03)).containsExactly(0.03);
        assertThat(FalseDiscovery.adjusted()).isEmpty();
    }

    @Test
    void shouldNotCountWhatIsNoTest() {
        assertThat(FalseDiscovery.adjusted(Double.NaN, 0.02, 1)).containsExactly(Double.NaN, 0.04, 1);
    }

    @Test
    void shouldRarelyFindAnythingWhereThereIsNothing() {
        Random random = new Random(1);
        int found = 0;
        for (int run = 0; run < 2_000; run++) {
            double[] nothing =
                    DoubleStream.generate(random::nextDouble).limit(20).toArray();
            found += DoubleStream.of(FalseDiscovery.adjusted(nothing)).anyMatch(p -> p <= 0.05) ? 1 : 0;
        }
        assertThat(found / 2_000.0).isCloseTo(0.05, within(0.015));
    }
}
