package io.millrace.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.drift.reactions.Reactions;
import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.Reaction;
import io.millrace.schemas.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpisodesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Episodes episodes = new Episodes();

    private void alert(String episode, EpisodePhase phase, int minute) {
        episodes.alert(DriftAlert.newBuilder()
                .setEpisode(episode)
                .setPhase(phase)
                .setKind(DriftKind.PREDICTION)
                .setSeverity(Severity.WARNING)
                .setStatistic("chi-square")
                .setValue(1)
                .setThreshold(0)
                .setReference(0)
                .setCurrent(0)
                .setModelVersion(7)
                .setObserved(1)
                .setChangedAt(NOON)
                .setAt(NOON.plusSeconds(60L * minute))
                .setMessage("message of minute " + minute)
                .setCause(DriftCause.UNKNOWN)
                .setColumns(List.of())
                .build());
    }

    private void react(Reaction reaction, String subject, Instant until) {
        AlertReaction given = AlertReaction.newBuilder()
                .setReaction(reaction)
                .setSubject(subject)
                .setUntil(until)
                .setBy("ann")
                .setNote("looking")
                .setAt(NOON)
                .build();
        episodes.reaction(Reactions.key(reaction, subject), Optional.of(given));
    }

    @Test
    void shouldSayThatThereAreNone() {
        assertThat(Episodes.table(episodes.list(false, NOON))).isEqualTo("no episodes\n");
        assertThat(Episodes.json(episodes.list(false, NOON))).isEmpty();
    }

    @Test
    void shouldListWhatIsOpenFirstWithWhoSeesToIt() {
        alert("drift-1", EpisodePhase.OPENED, 0);
        alert("drift-1", EpisodePhase.CLOSED, 5);
        alert("drift-2", EpisodePhase.OPENED, 6);
        alert("drift-2", EpisodePhase.UPDATED, 7);
        react(Reaction.ACKNOWLEDGEMENT, "drift-2", null);

        List<Episode> all = episodes.list(false, NOON);
        assertThat(all).extracting(Episode::id).containsExactly("drift-2", "drift-1");
        assertThat(episodes.list(true, NOON)).extracting(Episode::id).containsExactly("drift-2");
        assertThat(episodes.has("drift-3")).isFalse();
        assertThat(Episodes.table(all).lines().toList().get(1))
                .startsWith("drift-2")
                .contains("open", "2026-03-01T12:06:00Z", "2026-03-01T12:07:00Z", "ann")
                .endsWith("message of minute 7");
        JsonNode first = Episodes.json(all).get(0);
        assertThat(first.get("alerts").asInt()).isEqualTo(2);
        assertThat(first.get("latestPhase").asText()).isEqualTo("UPDATED");
        assertThat(first.get("acknowledged").get("note").asText()).isEqualTo("looking");
        assertThat(first.get("muted").isNull()).isTrue();
    }

    @Test
    void shouldShowAMuteAsLongAsItLasts() {
        alert("drift-1", EpisodePhase.OPENED, 0);
        react(Reaction.MUTE, "PREDICTION", NOON.plusSeconds(60));

        assertThat(Episodes.table(episodes.list(true, NOON))).contains("2026-03-01T12:01:00Z");
        JsonNode muted = Episodes.json(episodes.list(true, NOON)).get(0).get("muted");
        assertThat(muted.get("subject").asText()).isEqualTo("PREDICTION");
        assertThat(muted.get("until").asText()).isEqualTo("2026-03-01T12:01:00Z");
        assertThat(episodes.list(true, NOON.plusSeconds(60)).get(0).mute()).isEmpty();
    }
}
