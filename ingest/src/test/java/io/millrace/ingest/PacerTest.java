package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacerTest {
    private final SettableClock clock = new SettableClock();

    @Test
    void shouldAllowEverythingWithoutALimit() {
        assertThat(new Pacer(0, clock).allowed(500)).isEqualTo(500);
    }

    @Test
    void shouldKeepToTheRateInWorthwhileBatches() {
        Pacer pacer = new Pacer(2_000, clock);
        int sent = 0;
        int batches = 0;
        for (int millis = 0; millis < 10_000; millis++) {
            clock.advanceMillis(1);
            int allowed = pacer.allowed(500);
            pacer.sent(allowed);
            sent += allowed;
            batches += allowed > 0 ? 1 : 0;
        }
        assertThat(sent).isBetween(19_900, 20_000);
        assertThat(batches).isEqualTo(200);
    }

    @Test
    void shouldSendOneByOneWhereTheRateIsLow() {
        Pacer pacer = new Pacer(2, clock);
        clock.advanceMillis(400);
        assertThat(pacer.allowed(500)).isZero();
        clock.advanceMillis(100);
        assertThat(pacer.allowed(500)).isEqualTo(1);
    }

    @Test
    void shouldNotMakeUpForALongPause() {
        Pacer pacer = new Pacer(1_000, clock);
        clock.advanceMillis(60_000);
        assertThat(pacer.allowed(500)).isEqualTo(250);
    }

    @Test
    void shouldRefuseANegativeRate() {
        assertThatThrownBy(() -> new Pacer(-1, clock)).hasMessageContaining("records per second");
    }
}
