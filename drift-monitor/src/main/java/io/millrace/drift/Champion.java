package io.millrace.drift;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Optional;

/**
 * The version that serves, and what is watched of it.
 *
 * @param episode drift episode that had asked for it
 */
record Champion(long version, Optional<String> episode, Optional<ErrorWatch> errors, Optional<ShareWatch> shares) {

    static Champion of(ModelVersion version, PipelineDefinition pipeline) {
        return new Champion(
                version.getVersion(),
                Optional.ofNullable(version.getLineage().getEpisode()),
                ErrorWatch.of(version, pipeline),
                ShareWatch.of(version, pipeline));
    }

    /** Outcomes of other versions, late ones of its predecessor for instance, say nothing about it. */
    Champion after(OutcomeSeen outcome, long at) {
        return outcome.modelVersion() == version
                ? new Champion(version, episode, errors.map(watch -> watch.after(outcome.error(), at)), shares)
                : this;
    }

    Champion after(PredictionsSeen predictions) {
        return predictions.modelVersion() == version
                ? new Champion(version, episode, errors, shares.map(watch -> watch.after(predictions)))
                : this;
    }
}
