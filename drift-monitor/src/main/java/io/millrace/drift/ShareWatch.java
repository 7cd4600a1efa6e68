package io.millrace.drift;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.Drift;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.statistics.drift.ShareTest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Detects that the champion predicts the classes in other shares than at validation, window by window; windows do not overlap. Half of the
 * false alarms that the pipeline allows are its.
 *
 * @param shares share of each predicted class on the held-out examples
 * @param heldOut how many those were
 * @param window predictions per window; one may hold a few more, since predictions come in batches
 * @param alpha p-value below which a window counts as drifted
 * @param current the window that fills
 */
record ShareWatch(SortedMap<String, Double> shares, long heldOut, int window, double alpha, PredictionsSeen current) {

    private static final double LARGEST_ALPHA = 0.1;

    ShareWatch {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
    }

    /** Nothing is watched for a version that does not say its shares. */
    static Optional<ShareWatch> of(ModelVersion version, PipelineDefinition pipeline) {
        SortedMap<String, Double> shares = new TreeMap<>(version.getPredictionShare());
        boolean usable = shares.values().stream().allMatch(share -> share >= 0 && Double.isFinite(share))
                && shares.values().stream().anyMatch(share -> share > 0);
        Drift drift = pipeline.drift();
        double alpha = Math.min(LARGEST_ALPHA, drift.window() / (2.0 * drift.falseAlarmEvery()));
        return usable
                ? Optional.of(new ShareWatch(
                        shares,
                        ErrorWatch.heldOut(version, pipeline),
                        drift.window(),
                        alpha,
                        PredictionsSeen.none(version.getVersion(), Long.MAX_VALUE)))
                : Optional.empty();
    }

    /** Starts a new window where the last one was full. */
    ShareWatch after(PredictionsSeen more) {
        boolean first = isFull() || current.counts().isEmpty();
        TreeMap<String, Long> counts = new TreeMap<>(first ? Collections.emptySortedMap() : current.counts());
        more.counts().forEach((predicted, count) -> counts.merge(predicted, count, Long::sum));
        long from = first ? more.from() : Math.min(current.from(), more.from());
        long to = first ? more.to() : Math.max(current.to(), more.to());
        return new ShareWatch(
                shares, heldOut, window, alpha, new PredictionsSeen(current.modelVersion(), from, to, counts));
    }

    boolean isFull() {
        return current.total() >= window;
    }

    /** What the window says, once it is full. */
    Optional<ShareSighting> sighting() {
        return isFull() ? Optional.of(compare()) : Optional.empty();
    }

    private ShareSighting compare() {
        TreeSet<String> classes = new TreeSet<>(shares.keySet());
        classes.addAll(current.counts().keySet());
        double[] reference = classes.stream().mapToDouble(this::referenceShare).toArray();
        long[] counts = classes.stream()
                .mapToLong(name -> current.counts().getOrDefault(name, 0L))
                .toArray();
        double p = ShareTest.against(reference, heldOut).test(counts).pValue();
        String moved = classes.stream()
                .max((a, b) -> Double.compare(movement(a), movement(b)))
                .orElseThrow();
        return new ShareSighting(
                current.modelVersion(),
                p < alpha,
                p,
                alpha,
                moved,
                referenceShare(moved),
                currentShare(moved),
                current.from(),
                current.to());
    }

    private double movement(String name) {
        return Math.abs(currentShare(name) - referenceShare(name));
    }

    private double referenceShare(String name) {
        return shares.getOrDefault(name, 0.0);
    }

    private double currentShare(String name) {
        return (double) current.counts().getOrDefault(name, 0L) / current.total();
    }
}
