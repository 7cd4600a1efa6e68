package io.millrace.drift;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Optional;

/**
 * The version that serves, and what is watched of it.
 *
 * @param encoder fingerprint of the encoder it was trained on
 * @param episode drift episode that had asked for it
 * @param change whether the pipeline still has that encoder
 */
record Champion(
        long version,
        String encoder,
        Optional<String> episode,
        Optional<ErrorWatch> errors,
        Optional<ShareWatch> shares,
        EncoderChange change) {

    static Champion of(ModelVersion version, PipelineDefinition pipeline) {
        return new Champion(
                version.getVersion(),
                version.getEncoderFingerprint(),
                Optional.ofNullable(version.getLineage().getEpisode()),
                ErrorWatch.of(version, pipeline),
                ShareWatch.of(version, pipeline),
                EncoderChange.none());
    }

    boolean answered(OutcomeSeen outcome) {
        return outcome.modelVersion() == version;
    }

    /**
     * Outcomes of other versions, late ones of its predecessor for instance, say nothing about it; nor do those of the prior from
     * before the first model of its encoder. It may answer for a while under a changed definition, whose records carry its encoder's vectors
     * as well.
     *
     * @param enough records of another encoder that call for a model
     */
    Champion after(OutcomeSeen outcome, long at, int enough) {
        boolean changed =
                outcome.encoder().filter(other -> !other.equals(encoder)).isPresent();
        if (answered(outcome)) {
            Optional<ErrorWatch> next = errors.map(watch -> watch.after(outcome.error(), at));
            EncoderChange seen = changed ? change.oneFor(at, enough) : change.oneAgainst();
            return new Champion(version, encoder, episode, next, shares, seen);
        }
        return changed && outcome.ofPrior()
                ? new Champion(version, encoder, episode, errors, shares, change.oneFor(at, enough))
                : this;
    }

    Champion after(PredictionsSeen predictions) {
        return predictions.modelVersion() == version
                ? new Champion(version, encoder, episode, errors, shares.map(watch -> watch.after(predictions)), change)
                : this;
    }
}
