package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdwinTest {
    @Test
    void shouldKeepAllOfAStreamThatDoesNotChange() {
        Chance chance = new Chance(1);
        int alarms = 0;
        for (int stream = 0; stream < 100; stream++) {
            Adwin adwin = new Adwin(0.002);
            for (int i = 0; i < 5000; i++) {
                alarms += adwin.update(chance.share() < 0.3) == Adwin.Change.NONE ? 0 : 1;
            }
        }
        assertThat(alarms).as("in 500,000 observations").isLessThanOrEqualTo(5);
    }

    @Test
    void shouldForgetWhatWasBeforeARise() {
        Adwin adwin = new Adwin(0.002);
        Chance chance = new Chance(2);
        for (int i = 0; i < 10_000; i++) {
            adwin.update(chance.share() < 0.1);
        }
        assertThat(adwin.width()).isEqualTo(10_000);
        assertThat(adwin.rate()).isCloseTo(0.1, within(0.01));

        int rose = 0;
        int after = 0;
        for (int i = 0; i < 3000; i++) {
            if (adwin.update(chance.share() < 0.4) == Adwin.Change.ROSE) {
                rose++;
                after = rose == 1 ? i : after;
            }
        }
        assertThat(rose).isPositive();
        assertThat(after).as("observations to the first alarm").isLessThan(200);
        assertThat(adwin.rate()).isCloseTo(0.4, within(0.04));
        assertThat(adwin.width()).isLessThan(3500);
    }

    @Test
    void shouldTellAFallFromARise() {
        Adwin adwin = new Adwin(0.002);
        Chance chance = new Chance(3);
        for (int i = 0; i < 5000; i++) {
            adwin.update(chance.share() < 0.5);
        }
        boolean fell = false;
        for (int i = 0; i < 1000; i++) {
            Adwin.Change change = adwin.update(chance.share() < 0.1);
            assertThat(change).isNotEqualTo(Adwin.Change.ROSE);
            fell |= change == Adwin.Change.FELL;
        }
        assertThat(fell).isTrue();
    }

    @Test
    void shouldCountExactlyWhatItHolds() {
        Adwin adwin = new Adwin(1e-9);
        for (int i = 0; i < 300_000; i++) {
            adwin.update(i % 4 == 0);
        }
        assertThat(adwin.width()).isEqualTo(300_000);
        assertThat(adwin.rate()).isEqualTo(0.25);
    }

    @Test
    void shouldSeeARiseOfLossesThatHardlyVary() {
        Adwin adwin = new Adwin(0.002);
        Chance chance = new Chance(4);
        for (int i = 0; i < 2000; i++) {
            assertThat(adwin.update(0.1 + 0.02 * chance.share())).isEqualTo(Adwin.Change.NONE);
        }
        int after = 0;
        while (adwin.update(0.15 + 0.02 * chance.share()) != Adwin.Change.ROSE) {
            after++;
        }
        // as errors with these rates, it would take some hundreds
        assertThat(after).isLessThan(250);
    }
}
