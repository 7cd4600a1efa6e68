package io.millrace.benchmarks.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.Encoder;
import io.millrace.schemas.pipeline.VectorLayout;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CardsTest {
    private final Cards cards = new Cards("cards", 10_000, 0);

    @Test
    void shouldUseEachCardOnceBeforeAnyComesAgain() {
        Set<String> used = new HashSet<>();
        for (int number = 0; number < 10_000; number++) {
            used.add(cards.card(number));
        }
        assertThat(used).hasSize(10_000);
        for (int number = 10_000; number < 11_000; number++) {
            assertThat(used).contains(cards.card(number));
        }
    }

    @Test
    void shouldLeaveTheSlotsOfThePastToTheHistory() {
        assertThat(cards.use(3).getRecord().getValues())
                .hasSize(VectorLayout.of(cards.pipeline()).length());
        assertThat(cards.use(3).getRecord().getEncoderFingerprint())
                .isEqualTo(Encoder.of(cards.pipeline()).fingerprint());
        assertThat(cards.use(3)).isEqualTo(cards.use(3));
    }
}
