package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BernoulliCusumTest {
    @ParameterizedTest
    @CsvSource({
        "0.02, 0.12, 2000", "0.02, 0.12, 20000",
        "0.1, 0.2, 2000", "0.1, 0.2, 20000",
        "0.3, 0.4, 2000", "0.3, 0.4, 20000",
        "0.7, 0.8, 5000"
    })
    void shouldAlarmFalselyAsOftenAsStated(double p0, double p1, double averageRunLength) {
        Random random = new Random(20_000 + (long) (100 * p0));
        BernoulliCusum.State fresh = BernoulliCusum.of(p0, p1, averageRunLength).state();
        assertThat(fresh.design().averageRunLength()).isBetween(averageRunLength, 1.15 * averageRunLength);
        long observations = 0;
        int runs = 1_000;
        for (int run = 0; run < runs; run++) {
            BernoulliCusum cusum = BernoulliCusum.restore(fresh);
            do {
                observations++;
            } while (cusum.update(random.nextDouble() < p0) != Signal.DRIFT);
        }
        assertThat((double) observations / runs).isCloseTo(averageRunLength, withinPercentage(20));
    }

    @Test
    void shouldCalibrateLongRunsAndSmallRisesQuickly() {
        assertThat(BernoulliCusum.of(0.082, 0.182, 2e6).state().design().averageRunLength())
                .isBetween(2e6, 2.3e6);
        assertThat(BernoulliCusum.of(0.5, 0.51, 2e6).state().design().averageRunLength())
                .isBetween(2e6, 2.3e6);
        assertThat(BernoulliCusum.of(0.0005, 0.1, 1e9).state().design().averageRunLength())
                .isBetween(1e9, 1.2e9);
    }

    @Test
    void shouldFindARiseAndWhenItBegan() {
        Random random = new Random(3);
        BernoulliCusum cusum = BernoulliCusum.of(0.1, 0.2, 1_000_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(cusum.update(random.nextDouble() < 0.1)).isNotEqualTo(Signal.DRIFT);
        }
        int after = 0;
        boolean warned = false;
        Signal signal;
        do {
            after++;
            signal = cusum.update(random.nextDouble() < 0.4);
            warned |= signal == Signal.WARNING;
        } while (signal != Signal.DRIFT);
        assertThat(warned).isTrue();
        assertThat(after).isLessThan(150);
        assertThat(cusum.sinceZero()).isBetween(after - 30L, after + 60L);
        assertThat(cusum.rateSinceZero()).isBetween(0.25, 0.6);
        assertThat(cusum.statistic()).isGreaterThanOrEqualTo(cusum.threshold());
    }

    @Test
    void shouldComeDownAgain() {
        BernoulliCusum cusum = BernoulliCusum.of(0.1, 0.3, 10_000);
        for (int i = 0; i < 1_000; i++) {
            cusum.update(true);
        }
        assertThat(cusum.signal()).isEqualTo(Signal.DRIFT);
        for (int i = 0; i < 200; i++) {
            cusum.update(false);
        }
        assertThat(cusum.signal()).isEqualTo(Signal.STABLE);
        assertThat(cusum.sinceZero()).isZero();
        assertThat(cusum.rateSinceZero()).isNaN();
    }

    @Test
    void shouldGoOnExactlyFromASavedState() {
        Random random = new Random(11);
        BernoulliCusum whole = BernoulliCusum.of(0.05, 0.15, 5_000);
        BernoulliCusum resumed = BernoulliCusum.restore(whole.state());
        for (int i = 0; i < 20_000; i++) {
            boolean error = random.nextDouble() < 0.12;
            resumed = BernoulliCusum.restore(resumed.state());
            assertThat(resumed.update(error)).isEqualTo(whole.update(error));
            assertThat(resumed.state()).isEqualTo(whole.state());
        }
    }

    @Test
    void shouldRefuseRatesItCannotTellApart() {
        assertThatThrownBy(() -> BernoulliCusum.of(0.2, 0.1, 1_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BernoulliCusum.of(0, 0.1, 1_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BernoulliCusum.of(0.1, 0.1001, 1_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BernoulliCusum.of(0.1, 0.2, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
