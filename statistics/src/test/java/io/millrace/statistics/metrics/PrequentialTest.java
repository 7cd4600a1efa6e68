package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrequentialTest {
    @Test
    void shouldBeUndefinedBeforeTheFirstExample() {
        Prequential none = new Prequential(2);
        assertThat(none.count()).isZero();
        assertThat(none.accuracy()).isNaN();
        assertThat(none.kappa()).isNaN();
        assertThat(none.noChangeAccuracy()).isNaN();
        assertThat(none.majorityAccuracy()).isNaN();
        assertThat(none.kappaTemporal()).isNaN();
        assertThat(none.kappaMajority()).isNaN();
    }

    @Test
    void shouldCountTheFirstExampleAsAMissOfTheBaselines() {
        Prequential one = new Prequential(2);
        one.update(1, 1);
        assertThat(one.accuracy()).isEqualTo(1);
        assertThat(one.noChangeAccuracy()).isZero();
        assertThat(one.majorityAccuracy()).isZero();
        assertThat(one.kappaTemporal()).isEqualTo(1);
    }

    @Test
    void shouldLetTheBaselinesAnswerBeforeTheySeeTheLabel() {
        Prequential stream = new Prequential(2);
        int[] actual = {0, 0, 1, 1, 1, 0};
        for (int label : actual) {
            stream.update(label, 0);
        }
        assertThat(stream.accuracy()).isEqualTo(3.0 / 6);
        // no-change answers - 0 0 1 1 1: right at the 2nd, 4th and 5th
        assertThat(stream.noChangeAccuracy()).isEqualTo(3.0 / 6);
        // majority answers - 0 0 0 0 1: right at the 2nd only, a tie stays with the class that led
        assertThat(stream.majorityAccuracy()).isEqualTo(1.0 / 6);
        assertThat(stream.kappaTemporal()).isZero();
    }

    @Test
    void shouldGiveNegativeKappaTemporalToWhoeverLosesAgainstTheLastLabel() {
        Prequential sticky = new Prequential(2);
        for (int i = 0; i < 100; i++) {
            sticky.update(i / 50, i % 2);
        }
        assertThat(sticky.noChangeAccuracy()).isEqualTo(0.98);
        assertThat(sticky.kappaTemporal()).isCloseTo((0.5 - 0.98) / 0.02, within(1e-9));
    }
}
