package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RareShareTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void shouldBeTheSumOfTheBetaBinomialTerms() {
        // Beta(1, 3), two rows: P(0) = 3/4 * 4/5, P(2) = 1/4 * 2/5
        RareShare never = RareShare.of(0, 3);
        assertThat(never.pValue(0, 2)).isEqualTo(1);
        assertThat(never.pValue(1, 2)).isCloseTo(1 - 0.6, within(1e-12));
        assertThat(never.pValue(2, 2)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void shouldFindWhatNeverHappenedBefore() {
        assertThat(RareShare.of(0, 400).pValue(2_000, 2_000)).isLessThan(1e-200);
        assertThat(RareShare.of(0, 2_000).pValue(40, 2_000)).isLessThan(1e-9);
        assertThat(RareShare.of(0, 2_000).pValue(1, 2_000)).isGreaterThan(0.4);
    }

    @Test
    void shouldNotTakeFewerForMore() {
        assertThat(RareShare.of(500, 1_000).pValue(10, 1_000)).isGreaterThan(0.999);
        assertThat(RareShare.of(10, 10).pValue(10, 10)).isEqualTo(1);
        assertThat(RareShare.of(0, 0).pValue(5, 10)).isEqualTo(1);
    }

    @Test
    void shouldNotAlarmMoreOftenThanStatedWhereNothingChanges() {
        for (double share : new double[] {0, 0.001, 0.02, 0.3}) {
            assertThat(alarms(share)).as("share %s", share).isLessThanOrEqualTo(0.05 * 1.1);
        }
        assertThat(alarms(0.3)).isGreaterThan(0.035);
    }

    @Test
    void shouldRefuseMoreThanAll() {
        assertThatThrownBy(() -> RareShare.of(4, 3)).hasMessageContaining("not 4");
    }

    private double alarms(double share) {
        int trials = 10_000;
        return IntStream.range(0, trials)
                        .filter(i -> RareShare.of(count(share, 500), 500).pValue(count(share, 1_000), 1_000) <= 0.05)
                        .count()
                / (double) trials;
    }

    private long count(double share, int rows) {
        return IntStream.range(0, rows).filter(i -> random.nextDouble() < share).count();
    }
}
