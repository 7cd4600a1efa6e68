package io.millrace.drift;

import io.millrace.schemas.RetrainCause;
import java.util.Optional;

/**
 * Evidence that the pipeline's encoder is no longer the champion's: labelled records of another encoder, which the label prior answered, or
 * the champion by its own encoder beside it. Labelled records of the champion's encoder speak against it, so that a definition that is
 * changed back ends it.
 *
 * @param records outcomes for it, less those against it; at most as many as call for a model
 * @param since the earliest Kafka timestamp among those for it
 */
record EncoderChange(int records, long since) {

    static EncoderChange none() {
        return new EncoderChange(0, Long.MAX_VALUE);
    }

    /** @param enough records that call for a model */
    EncoderChange oneFor(long at, int enough) {
        return new EncoderChange(Math.min(records + 1, enough), Math.min(since, at));
    }

    EncoderChange oneAgainst() {
        return records <= 1 ? none() : new EncoderChange(records - 1, since);
    }

    /** @param enough records that call for a model */
    Optional<Need> need(int enough) {
        return records < enough
                ? Optional.empty()
                : Optional.of(new Need(
                        RetrainCause.COLD_START,
                        Optional.empty(),
                        since,
                        "the pipeline's encoder changed, and " + records
                                + " labelled records of the new one wait for a model"));
    }
}
