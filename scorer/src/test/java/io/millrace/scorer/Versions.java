package io.millrace.scorer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model versions as a trainer would announce them: two features, classes A and B. */
final class Versions {
    private Versions() {}

    static ModelVersion of(long version, String encoder, ModelStatus status, byte[] onnx, List<Probe> probes) {
        return of(version, encoder, status, onnx, List.of("A", "B"), probes);
    }

    /** @param classes none where it answers a number */
    static ModelVersion of(
            long version, String encoder, ModelStatus status, byte[] onnx, List<String> classes, List<Probe> probes) {
        ModelBytes bytes = ModelBytes.of(onnx);
        return ModelVersion.newBuilder()
                .setVersion(version)
                .setStatus(status)
                .setStatusReason("a test")
                .setFamily("softmax")
                .setEncoderFingerprint(encoder)
                .setClasses(classes)
                .setFeatures(2)
                .setSha256(bytes.sha256())
                .setSizeBytes(bytes.size())
                .setChunks(bytes.chunks())
                .setCreatedAt(Instant.EPOCH)
                .setProbes(probes)
                .setMetrics(Map.of())
                .setPredictionShare(Map.of())
                .setLineage(Lineage.newBuilder()
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
                        .build())
                .build();
    }

    static Probe probe(float[] input, float[] output) {
        return new Probe(List.of(input[0], input[1]), List.of(output[0], output[1]));
    }
}
