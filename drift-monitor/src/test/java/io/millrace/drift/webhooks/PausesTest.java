package io.millrace.drift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final Pauses pauses = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(7));

    @Test
    void shouldDoubleUpToTheLongestAndLeaveHalfToChance() {
        for (int attempts = 1; attempts < 100; attempts++) {
            long whole = Math.min(60_000, 1000 * (1L << Math.min(attempts - 1, 20)));
            assertThat(pauses.after(attempts, Optional.empty()).toMillis()).isBetween(whole / 2, whole);
        }
    }

    @Test
    void shouldHonourWhatIsAskedForUpToTheLongest() {
        assertThat(pauses.after(1, Optional.of(Duration.ofSeconds(30)))).isEqualTo(Duration.ofSeconds(30));
        assertThat(pauses.after(1, Optional.of(Duration.ofDays(1)))).isEqualTo(Duration.ofMinutes(1));
    }
}
