package io.millrace.models.artefact;

import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model versions for tests: two classes, three features. */
final class Versions {
    private Versions() {}

    static ModelVersion of(long version, ModelBytes bytes, List<Probe> probes) {
        return ModelVersion.newBuilder()
                .setVersion(version)
                .setStatus(ModelStatus.CANDIDATE)
                .setStatusReason("a test")
                .setFamily("softmax")
                .setEncoderFingerprint("e1")
                .setClasses(List.of("A", "B"))
                .setFeatures(3)
                .setSha256(bytes.sha256())
                .setSizeBytes(bytes.size())
                .setChunks(bytes.chunks())
                .setCreatedAt(Instant.EPOCH)
                .setProbes(probes)
                .setMetrics(Map.of())
                .setPredictionShare(Map.of())
                .setLineage(lineage())
                .build();
    }

    private static Lineage lineage() {
        return Lineage.newBuilder()
                .setRequest("r")
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
