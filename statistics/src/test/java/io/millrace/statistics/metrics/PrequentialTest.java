package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
    void shouldBeAfterACorrectionAsIfTheLabelHadBeenRightAtOnce() {
        int[] predicted = {0, 1, 1, 0, 1, 1};
        Prequential corrected = new Prequential(2);
        Prequential right = new Prequential(2);
        for (int i = 0; i < predicted.length; i++) {
            corrected.update(i % 2, predicted[i]);
            right.update(i == 2 ? 1 : i % 2, predicted[i]);
        }
        corrected.correct(0, 1, 1);

        assertThat(corrected.count()).isEqualTo(6);
        assertThat(corrected.accuracy()).isEqualTo(right.accuracy());
        assertThat(corrected.kappa()).isEqualTo(right.kappa());
        assertThat(corrected.kappaMajority()).isEqualTo(right.kappaMajority());
    }

    @Test
    void shouldLeaveTheBaselinesWhatTheyGotByTheLabelsOfTheTime() {
        Prequential stream = new Prequential(2);
        for (int label : new int[] {0, 0, 0}) {
            stream.update(label, 0);
        }
        stream.correct(0, 1, 0);
        stream.correct(0, 1, 0);
        assertThat(stream.noChangeAccuracy()).isEqualTo(2.0 / 3);

        stream.update(1, 1);
        assertThat(stream.majorityAccuracy())
                .as("class 1 leads since the corrections")
                .isEqualTo(3.0 / 4);
    }

    @Test
    void shouldNotCorrectWhatWasNeverCounted() {
        Prequential stream = new Prequential(2);
        stream.update(0, 0);
        assertThatThrownBy(() -> stream.correct(0, 1, 1)).hasMessageContaining("no example of class 0");
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
