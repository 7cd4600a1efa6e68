package io.millrace.drift;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.statistics.drift.BernoulliCusum;
import io.millrace.statistics.drift.Signal;
import io.millrace.statistics.drift.Wilson;
import java.util.Optional;

/**
 * Detects a rise of the champion's error rate above what it was at validation. A fifth of the false alarms that the pipeline allows are its.
 *
 * @param validationError error rate on the held-out examples
 * @param changedAt Kafka timestamp of the outcome at which the CUSUM last left zero
 * @param at Kafka timestamp of the latest outcome
 * @param block outcomes in the block that would prove a recovery, up to {@link #PROOF}
 * @param blockErrors errors among them
 */
record ErrorWatch(
        long modelVersion,
        double validationError,
        BernoulliCusum.State cusum,
        long changedAt,
        long at,
        int block,
        int blockErrors) {

    /** Metric of a model version: its error rate on the held-out examples. */
    static final String ERROR = "error";

    /** Metric of a model version: how many held-out examples there were. */
    static final String HELD_OUT = "heldOut";

    /** Outcomes that prove that the error rate is back at its validation level. */
    static final int PROOF = 500;

    private static final double Z_99 = 2.326; // one-sided: the true rate is above the bound once in a hundred models
    private static final double LOWEST_RATE = 0.0005;
    private static final double HIGHEST_RATE = 0.98;
    private static final double LONGEST_RUN = 1e12;

    /** Nothing is watched for a version that does not say its validation error. */
    static Optional<ErrorWatch> of(ModelVersion version, PipelineDefinition pipeline) {
        return Optional.ofNullable(version.getMetrics().get(ERROR))
                .filter(error -> error >= 0 && error <= 1)
                .map(error -> of(version, error, pipeline));
    }

    private static ErrorWatch of(ModelVersion version, double error, PipelineDefinition pipeline) {
        double bound = Wilson.upperBound(error, heldOut(version, pipeline), Z_99);
        double p0 = Math.min(HIGHEST_RATE, Math.max(LOWEST_RATE, bound));
        double p1 = Math.min(p0 + pipeline.drift().errorRise(), (1 + p0) / 2);
        double runLength = Math.min(pipeline.drift().falseAlarmOfOneEvery(), LONGEST_RUN);
        return new ErrorWatch(
                version.getVersion(),
                error,
                BernoulliCusum.of(p0, p1, runLength).state(),
                0,
                0,
                0,
                0);
    }

    static long heldOut(ModelVersion version, PipelineDefinition pipeline) {
        double share = pipeline.training().validationShare();
        double counted =
                version.getMetrics().getOrDefault(HELD_OUT, version.getLineage().getExamples() * share);
        return Math.max(1, Math.round(counted));
    }

    ErrorWatch after(boolean error, long outcomeAt) {
        BernoulliCusum next = BernoulliCusum.restore(cusum);
        next.update(error);
        int seen = block == PROOF ? 0 : block;
        int errors = block == PROOF ? 0 : blockErrors;
        return new ErrorWatch(
                modelVersion,
                validationError,
                next.state(),
                next.sinceZero() == 1 ? outcomeAt : changedAt,
                outcomeAt,
                seen + 1,
                errors + (error ? 1 : 0));
    }

    /** @param observed outcomes seen so far, of all versions */
    ErrorSighting sighting(long observed) {
        BernoulliCusum now = BernoulliCusum.restore(cusum);
        double blockRate = (double) blockErrors / block;
        boolean recovered = block == PROOF && blockRate < cusum.design().p1() && now.signal() != Signal.DRIFT;
        return new ErrorSighting(
                modelVersion,
                now.signal(),
                recovered,
                now.statistic(),
                now.threshold(),
                validationError,
                recovered ? blockRate : now.rateSinceZero(),
                observed,
                changedAt,
                at);
    }

    /** The same chart from its beginning. */
    ErrorWatch afresh() {
        BernoulliCusum.State fresh = new BernoulliCusum.State(cusum.design(), 0, 0, 0);
        return new ErrorWatch(modelVersion, validationError, fresh, changedAt, at, 0, 0);
    }
}
