package io.millrace.drift;

import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.ReferenceSeries;
import io.millrace.schemas.WatchedColumn;
import io.millrace.schemas.WatchedSeries;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Model versions to test with: validated on 2,000 held-out examples, with 5 % of errors and 30 % of them predicted as yes. */
final class Versions {
    private static final double FALSE_ALARMS = 0.0002;

    private Versions() {}

    static ModelVersion champion(long version, String request) {
        return champion(version, request, 0.3);
    }

    static ModelVersion champion(long version, String request, double yes) {
        return ModelVersion.newBuilder(of(version, request, ModelStatus.CHAMPION))
                .setMetrics(Map.of("error", 0.05, "heldOut", 2_000.0))
                .setPredictionShare(Map.of("no", 1 - yes, "yes", yes))
                .build();
    }

    /** A champion that answers numbers: one in ten was further than 10 from its label. */
    static ModelVersion ofNumbers(long version, String request) {
        return ModelVersion.newBuilder(of(version, request, ModelStatus.CHAMPION))
                .setClasses(List.of())
                .setMetrics(Map.of("error", 0.1, "errorBound", 10.0, "heldOut", 2_000.0))
                .build();
    }

    /** What that one is held against: predictions and labels in four parts, at -10, 0 and 10. */
    static ModelReference referenceOfNumbers(ModelVersion version) {
        return ModelReference.newBuilder(reference(version))
                .setSeries(List.of(
                        series(WatchedSeries.PREDICTIONS, numbers("predicted", -10.0, 0.0, 10.0)),
                        series(WatchedSeries.LABELS, numbers("label", -10.0, 0.0, 10.0))))
                .build();
    }

    /** A champion of another encoder than the others here, whose encoder is "e". */
    static ModelVersion championOf(String encoder, long version, String request) {
        return ModelVersion.newBuilder(champion(version, request))
                .setEncoderFingerprint(encoder)
                .build();
    }

    /** A champion that has learnt from so many examples; the others here have from 10,000. */
    static ModelVersion of(int examples, long version, String request) {
        Lineage lineage =
                Lineage.newBuilder(lineage(request)).setExamples(examples).build();
        return ModelVersion.newBuilder(champion(version, request))
                .setLineage(lineage)
                .build();
    }

    /** Salaries spread over 0 to 1, none missing; predictions as the version says; half of the labels are yes. Windows of 1,000 records. */
    static ModelReference reference(ModelVersion version) {
        double yes = version.getPredictionShare().getOrDefault("yes", 0.0);
        boolean tells = !version.getPredictionShare().isEmpty();
        return ModelReference.newBuilder()
                .setVersion(version.getVersion())
                .setEncoderFingerprint(version.getEncoderFingerprint())
                .setWindow(1_000)
                .setFalseAlarms(FALSE_ALARMS)
                .setErrorBound(version.getMetrics().get("errorBound"))
                .setSeries(
                        tells
                                ? List.of(
                                        series(
                                                WatchedSeries.FEATURES,
                                                numbers("salary", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
                                        series(
                                                WatchedSeries.PREDICTIONS,
                                                categories(
                                                        "predicted",
                                                        Math.round(2_000 * (1 - yes)),
                                                        Math.round(2_000 * yes)),
                                                column("confidence", List.of(0.9), List.of(), List.of(0L, 2_000L))),
                                        series(WatchedSeries.LABELS, categories("label", 1_000, 1_000)))
                                : List.of())
                .build();
    }

    private static ReferenceSeries series(WatchedSeries series, WatchedColumn... columns) {
        return ReferenceSeries.newBuilder()
                .setSeries(series)
                .setRows(2_000)
                .setThreshold(FALSE_ALARMS)
                .setColumns(List.of(columns))
                .build();
    }

    private static WatchedColumn numbers(String name, Double... edges) {
        return column(name, List.of(edges), List.of(), Collections.nCopies(edges.length + 1, 200L));
    }

    private static WatchedColumn categories(String name, long no, long yes) {
        return column(name, List.of(), List.of("no", "yes"), List.of(no, yes, 0L));
    }

    private static WatchedColumn column(String name, List<Double> edges, List<String> categories, List<Long> counts) {
        return WatchedColumn.newBuilder()
                .setName(name)
                .setEdges(edges)
                .setCategories(categories)
                .setCounts(counts)
                .setMissing(0)
                .build();
    }

    static ModelVersion rejected(long version, String request) {
        return of(version, request, ModelStatus.REJECTED);
    }

    private static ModelVersion of(long version, String request, ModelStatus status) {
        return ModelVersion.newBuilder()
                .setVersion(version)
                .setStatus(status)
                .setStatusReason("for a test")
                .setFamily("softmax")
                .setEncoderFingerprint("e")
                .setClasses(List.of("no", "yes"))
                .setFeatures(1)
                .setSha256("0")
                .setSizeBytes(1)
                .setChunks(1)
                .setCreatedAt(Instant.EPOCH)
                .setProbes(List.of())
                .setMetrics(Map.of())
                .setPredictionShare(Map.of())
                .setLineage(lineage(request))
                .build();
    }

    private static Lineage lineage(String request) {
        return Lineage.newBuilder()
                .setRequest(request)
                .setCause("DRIFT")
                .setRanges(List.of())
                .setExamples(10_000)
                .setSeed(1)
                .setParameters(Map.of())
                .setCode("test")
                .setDevice("cpu")
                .setLibraries(Map.of())
                .setDurationMillis(1)
                .build();
    }
}
