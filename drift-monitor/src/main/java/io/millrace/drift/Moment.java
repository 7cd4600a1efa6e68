package io.millrace.drift;

import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.pipeline.Drift;
import java.util.SortedSet;

/**
 * What a decision may depend on besides the sighting.
 *
 * @param outcomes outcomes seen so far, of all versions: the monitor's clock
 * @param nextEpisode id that an episode would get now
 * @param drifted kinds whose latest window of the champion differed from its reference
 * @param newModel whether the champion has served for fewer than {@code drift.retryAfter} outcomes
 */
record Moment(long outcomes, String nextEpisode, SortedSet<DriftKind> drifted, boolean newModel, Drift settings) {

    /** What an episode of that kind would be put down to. */
    DriftCause cause(DriftKind kind) {
        return Attribution.of(kind, drifted, newModel);
    }
}
