package io.millrace.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CoreShareTest {
    private Instant now = Instant.EPOCH;
    private final CoreShare share = new CoreShare(0.25, () -> now);

    @Test
    void shouldLetWorkTakeItsShareOfTheTime() {
        Duration busy = Duration.ZERO;
        Duration idle = Duration.ZERO;
        while (busy.plus(idle).compareTo(Duration.ofMinutes(10)) < 0) {
            if (share.isLeft()) {
                share.spend(() -> pass(70));
                busy = busy.plusMillis(70);
            } else {
                pass(10);
                idle = idle.plusMillis(10);
            }
        }

        assertThat(busy.toSeconds()).isBetween(149L, 151L);
    }

    @Test
    void shouldSaveUpNoMoreThanASecondBrings() {
        pass(3_600_000);
        assertThat(share.isLeft()).isTrue();
        share.spend(() -> pass(350));

        assertThat(share.isLeft()).isFalse();
    }

    @Test
    void shouldCountWorkThatFails() {
        assertThatThrownBy(() -> share.spend(() -> {
                    pass(1_000);
                    throw new IllegalStateException("it");
                }))
                .hasMessage("it");

        assertThat(share.isLeft()).isFalse();
    }

    private void pass(int millis) {
        now = now.plusMillis(millis);
    }
}
