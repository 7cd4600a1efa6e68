package io.millrace.cli.alerts;

import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EpisodePhase;
import java.time.Instant;
import java.util.Optional;

/**
 * A drift episode as it stands.
 *
 * @param since when its first alert came; by Kafka timestamp, as all times of alerts
 * @param alerts how many there are
 * @param latest the last of them
 * @param acknowledgement who sees to it
 * @param mute what keeps it from webhooks now
 */
public record Episode(
        Instant since,
        int alerts,
        DriftAlert latest,
        Optional<AlertReaction> acknowledgement,
        Optional<AlertReaction> mute) {

    public boolean isOpen() {
        return latest.getPhase() != EpisodePhase.CLOSED;
    }

    String id() {
        return latest.getEpisode();
    }
}
