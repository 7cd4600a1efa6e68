package io.millrace.drift;

import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model versions to test with: validated on 2,000 held-out examples, with 5 % of errors and 30 % of them predicted as yes. */
final class Versions {
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

    /** A champion of another encoder than the others here, whose encoder is "e". */
    static ModelVersion championOf(String encoder, long version, String request) {
        return ModelVersion.newBuilder(champion(version, request))
                .setEncoderFingerprint(encoder)
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
