package io.millrace.trainer.candidates;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model versions for tests: one feature, classes A and B. */
public final class TestVersions {
    private TestVersions() {}

    public static ModelVersion champion(long version, ModelBytes bytes, String encoder) {
        return version(version, bytes, encoder).setStatus(ModelStatus.CHAMPION).build();
    }

    public static ModelVersion shadow(long version, ModelBytes bytes) {
        return version(version, bytes, "e1").setStatus(ModelStatus.SHADOW).build();
    }

    public static ModelVersion archived(long version, ModelBytes bytes, String encoder) {
        return version(version, bytes, encoder).setStatus(ModelStatus.ARCHIVED).build();
    }

    /** A candidate of the encoder e1 that has met the gate, trained on offsets below 1,000 of partition 0. */
    public static ModelVersion candidate(long version, ModelBytes bytes, GateResult gate) {
        Lineage lineage = lineage("request-" + version, List.of(new OffsetRange(0, 0L, 1_000L)));
        return version(version, bytes, "e1")
                .setStatus(ModelStatus.CANDIDATE)
                .setGate(gate)
                .setLineage(lineage)
                .build();
    }

    /** The same, of one that learns on. */
    public static ModelVersion learner(long version, ModelBytes bytes, GateResult gate) {
        ModelVersion learner = candidate(version, bytes, gate);
        learner.put("family", ImportedCandidate.ONLINE);
        return learner;
    }

    /** A candidate, asked for by a drift. */
    public static ModelVersion afterDrift(long version, ModelBytes bytes, GateResult gate) {
        Lineage lineage = lineage("request-" + version, List.of());
        lineage.put("cause", "DRIFT");
        return version(version, bytes, "e1")
                .setStatus(ModelStatus.CANDIDATE)
                .setGate(gate)
                .setLineage(lineage)
                .build();
    }

    /** A champion that answers numbers, nine in ten of which were no further from their label than the bound. */
    public static ModelVersion ofNumbers(double bound) {
        return ofNumbers(Map.of("errorBound", bound));
    }

    /** A champion of regression. */
    public static ModelVersion ofNumbers(Map<String, Double> metrics) {
        return version(1, ModelBytes.of(new byte[1]), "e1")
                .setStatus(ModelStatus.CHAMPION)
                .setClasses(List.of())
                .setMetrics(metrics)
                .build();
    }

    public static GateResult gate(GateOutcome outcome, long champion) {
        return new GateResult(outcome, champion, 400, -0.1, 0.1, 0.95);
    }

    private static ModelVersion.Builder version(long version, ModelBytes bytes, String encoder) {
        return ModelVersion.newBuilder()
                .setVersion(version)
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
                .setLineage(lineage("request-" + version, List.of()));
    }

    private static Lineage lineage(String request, List<OffsetRange> ranges) {
        return Lineage.newBuilder()
                .setRequest(request)
                .setCause("USER")
                .setRanges(ranges)
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
