package io.millrace.drift;

import io.millrace.schemas.pipeline.Drift;

/**
 * What a decision may depend on besides the sighting.
 *
 * @param outcomes outcomes seen so far, of all versions: the monitor's clock
 * @param nextEpisode id that an episode would get now
 */
record Moment(long outcomes, String nextEpisode, Drift settings) {}
