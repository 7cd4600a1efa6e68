package io.millrace.drift.reactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.Reaction;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReactionsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Reactions reactions = new Reactions();

    private void take(Reaction reaction, String subject, Instant until) {
        AlertReaction given = AlertReaction.newBuilder()
                .setReaction(reaction)
                .setSubject(subject)
                .setUntil(until)
                .setBy("ann")
                .setAt(NOON)
                .build();
        reactions.take(Reactions.key(reaction, subject), Optional.of(given));
    }

    private Optional<Instant> mutedUntil(Instant now) {
        return reactions.mute("drift-1", DriftKind.PREDICTION, now).map(AlertReaction::getUntil);
    }

    @Test
    void shouldTakeTheLongerOfTheMutesOfAnEpisodeAndItsKind() {
        take(Reaction.MUTE, "drift-1", NOON.plusSeconds(10));
        take(Reaction.MUTE, "PREDICTION", NOON.plusSeconds(20));
        take(Reaction.MUTE, "PERFORMANCE", NOON.plusSeconds(30));

        assertThat(mutedUntil(NOON)).contains(NOON.plusSeconds(20));
        assertThat(mutedUntil(NOON.plusSeconds(20))).isEmpty();
    }

    @Test
    void shouldForgetWhatIsTakenBack() {
        take(Reaction.MUTE, "drift-1", NOON.plusSeconds(10));
        take(Reaction.ACKNOWLEDGEMENT, "drift-1", null);
        reactions.take("mute/drift-1", Optional.empty());

        assertThat(mutedUntil(NOON)).isEmpty();
        assertThat(reactions.acknowledgement("drift-1"))
                .map(AlertReaction::getBy)
                .contains("ann");
        assertThat(reactions.acknowledgement("drift-2")).isEmpty();
    }
}
