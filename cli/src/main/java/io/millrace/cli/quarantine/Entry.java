package io.millrace.cli.quarantine;

import io.millrace.schemas.Rejected;
import java.time.Instant;

/**
 * One record in quarantine.
 *
 * @param replayed whether it was sent again
 */
public record Entry(Place place, Rejected rejected, boolean replayed) {
    /** Kafka timestamp of the original, not of its being put aside. */
    Instant timestamp() {
        return rejected.getOriginalTimestamp();
    }
}
