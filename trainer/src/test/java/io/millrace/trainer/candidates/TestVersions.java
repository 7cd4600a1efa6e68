package io.millrace.trainer.candidates;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model versions for tests: one feature, classes A and B. */
public final class TestVersions {
    private TestVersions() {}

    public static ModelVersion champion(long version, ModelBytes bytes, String encoder) {
        return ModelVersion.newBuilder()
                .setVersion(version)
                .setStatus(ModelStatus.CHAMPION)
                .setStatusReason("a test")
                .setFamily("fake")
                .setEncoderFingerprint(encoder)
                .setClasses(List.of("A", "B"))
                .setFeatures(1)
                .setSha256(bytes.sha256())
                .setSizeBytes(bytes.size())
                .setChunks(bytes.chunks())
                .setCreatedAt(Instant.EPOCH)
                .setProbes(List.of())
                .setMetrics(Map.of())
                .setPredictionShare(Map.of())
                .setLineage(lineage("request-" + version))
                .build();
    }

    private static Lineage lineage(String request) {
        return Lineage.newBuilder()
                .setRequest(request)
                .setCause("USER")
                .setRanges(List.of())
                .setExamples(0)
                .setSeed(1)
                .setParameters(Map.of())
                .setCode("0")
                .setDevice("cpu")
                .setLibraries(Map.of())
                .setDurationMillis(0)
                .build();
    }
}
