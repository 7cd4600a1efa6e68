package io.millrace.drift.webhooks;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EpisodePhase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest alert of every episode that is open, as far as the topic was read. One thread. */
final class OpenEpisodes {
    private final Map<String, DriftAlert> latest = new LinkedHashMap<>();

    /** Takes the next alert; gives the one before it of the same episode. */
    Optional<DriftAlert> take(DriftAlert alert) {
        return Optional.ofNullable(
                alert.getPhase() == EpisodePhase.CLOSED
                        ? latest.remove(alert.getEpisode())
                        : latest.put(alert.getEpisode(), alert));
    }

    Collection<DriftAlert> all() {
        return List.copyOf(latest.values());
    }

    void forget() {
        latest.clear();
    }
}
