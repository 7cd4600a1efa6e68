package io.millrace.drift;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Optional;

/**
 * The version that serves, and what its outcomes say.
 *
 * @param encoder fingerprint of the encoder it was trained on
 * @param episode drift episode that had asked for it
 * @param arrived number of the outcome at which it came
 * @param examples how many examples its window held
 * @param since Kafka timestamp of the first example that was worth training it on
 * @param change whether the pipeline still has that encoder
 */
record Champion(
        long version,
        String encoder,
        Optional<String> episode,
        long arrived,
        long examples,
        long since,
        Optional<ErrorWatch> errors,
        EncoderChange change) {

    /**
     * @param outcomes seen so far, of all versions
     * @param since Kafka timestamp from which on its request wanted examples
     */
    static Champion of(ModelVersion version, long outcomes, long since, PipelineDefinition pipeline) {
        return new Champion(
                version.getVersion(),
                version.getEncoderFingerprint(),
                Optional.ofNullable(version.getLineage().getEpisode()),
                outcomes,
                version.getLineage().getExamples(),
                since,
                ErrorWatch.of(version, pipeline),
                EncoderChange.none());
    }

    boolean answered(OutcomeSeen outcome) {
        return outcome.modelVersion() == version;
    }

    /** A fault of the data has passed: what its errors say counts from here on. */
    Champion recovered() {
        return new Champion(
                version, encoder, episode, arrived, examples, since, errors.map(ErrorWatch::afresh), change);
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
            return new Champion(version, encoder, episode, arrived, examples, since, next, seen);
        }
        return changed && outcome.ofPrior()
                ? new Champion(version, encoder, episode, arrived, examples, since, errors, change.oneFor(at, enough))
                : this;
    }
}
