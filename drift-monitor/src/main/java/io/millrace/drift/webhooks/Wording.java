package io.millrace.drift.webhooks;

import io.millrace.schemas.DriftAlert;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What a receiver is told, as the JSON that it understands. */
interface Wording {
    /**
     * An alert that is new.
     *
     * @param before the alert of the same episode before it, where there is one
     */
    String told(DriftAlert alert, Optional<DriftAlert> before, Instant now);

    /**
     * The latest alerts of episodes that are open, for a receiver that forgets.
     *
     * @return empty where the receiver wants nothing said twice
     */
    default Optional<String> again(Collection<DriftAlert> open, Instant now) {
        return Optional.empty();
    }
}
