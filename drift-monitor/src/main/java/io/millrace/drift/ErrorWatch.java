package io.millrace.drift;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.statistics.drift.BernoulliCusum;
import io.millrace.statistics.drift.Signal;
import io.millrace.statistics.drift.Wilson;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Detects a rise of the champion's error rate above what it was at validation. A fifth of the false alarms that the pipeline allows are its, shared
 * by charts for rises of several sizes: a large one is found in tens of outcomes, a small one that stays in thousands.
 *
 * @param validationError error rate on the held-out examples
 * @param charts that for the largest rise first
 * @param at Kafka timestamp of the latest outcome
 * @param block outcomes in the block that would prove a recovery, up to {@link #PROOF}
 * @param blockErrors errors among them
 */
record ErrorWatch(long modelVersion, double validationError, List<Chart> charts, long at, int block, int blockErrors) {

    ErrorWatch {
        charts = List.copyOf(charts);
    }

    /** Metric of a model version: its error rate on the held-out examples. */
    static final String ERROR = "error";

    /** Metric of a model version: how many held-out examples there were. */
    static final String HELD_OUT = "heldOut";

    /** Outcomes that prove that the error rate is back at its validation level. */
    static final int PROOF = 500;

    private static final double Z_99 = 2.326; // one-sided: the true rate is above the bound once in a hundred models
    /** Parts of drift.errorRise that the charts are for. */
    private static final double[] RISES = {1, 0.5, 0.25};

    private static final double LEAST_RISE = 0.01;
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
        double runLength = Math.min(RISES.length * pipeline.drift().falseAlarmOfOneEvery(), LONGEST_RUN);
        List<Chart> charts = Arrays.stream(RISES)
                .map(part -> Math.max(LEAST_RISE, part * pipeline.drift().errorRise()))
                .map(rise -> Math.min(p0 + rise, (1 + p0) / 2))
                .distinct()
                .mapToObj(p1 -> Chart.of(p0, p1, runLength))
                .toList();
        return new ErrorWatch(version.getVersion(), error, charts, 0, 0, 0);
    }

    static long heldOut(ModelVersion version, PipelineDefinition pipeline) {
        double share = pipeline.training().validationShare();
        double counted =
                version.getMetrics().getOrDefault(HELD_OUT, version.getLineage().getExamples() * share);
        return Math.max(1, Math.round(counted));
    }

    ErrorWatch after(boolean error, long outcomeAt) {
        int seen = block == PROOF ? 0 : block;
        int errors = block == PROOF ? 0 : blockErrors;
        return new ErrorWatch(
                modelVersion,
                validationError,
                charts.stream().map(chart -> chart.after(error, outcomeAt)).toList(),
                outcomeAt,
                seen + 1,
                errors + (error ? 1 : 0));
    }

    /**
     * @param observed outcomes seen so far, of all versions
     * @param bound the largest distance of a number from its label that is no error; empty of classes
     */
    ErrorSighting sighting(long observed, Optional<Double> bound) {
        Chart nearest = Collections.max(charts, Comparator.comparingDouble(Chart::nearness));
        BernoulliCusum now = nearest.now();
        double blockRate = (double) blockErrors / block;
        boolean recovered =
                block == PROOF && blockRate < charts.get(0).cusum().design().p1() && now.signal() != Signal.DRIFT;
        return new ErrorSighting(
                modelVersion,
                now.signal(),
                recovered,
                now.statistic(),
                now.threshold(),
                validationError,
                recovered ? blockRate : now.rateSinceZero(),
                observed,
                nearest.changedAt(),
                at,
                bound);
    }

    /** The same charts from their beginning. */
    ErrorWatch afresh() {
        return new ErrorWatch(
                modelVersion,
                validationError,
                charts.stream().map(Chart::afresh).toList(),
                at,
                0,
                0);
    }
}
