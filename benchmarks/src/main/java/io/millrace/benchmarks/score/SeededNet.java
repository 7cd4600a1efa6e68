package io.millrace.benchmarks.score;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.artefact.Probes;
import io.millrace.models.onnx.Dense;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A net of 64 and 32 hidden units that nobody trained: its weights are drawn, so that it costs what a trained one costs, and is
 * always the same.
 */
final class SeededNet {
    static final int[] HIDDEN = {64, 32};
    private static final long SEED = 1;
    private static final int FIT_ROWS = 2_000;
    private static final int PROBES = 8;

    private final ModelBytes bytes;
    private final ModelVersion version;

    private SeededNet(ModelBytes bytes, ModelVersion version) {
        this.bytes = bytes;
        this.version = version;
    }

    /** ONNX Runtime must have been loaded. */
    static SeededNet of(Machines machines, List<String> classes) {
        float[] matrix = matrix(machines);
        Preprocessing preprocessing = Preprocessing.fit(machines.layout(), matrix, FIT_ROWS);
        byte[] onnx = NetGraph.build(preprocessing, layers(preprocessing.inputs(), classes.size()), Map.of());
        try (OnnxModel model = new OnnxModel(onnx)) {
            float[] few = Arrays.copyOf(matrix, PROBES * machines.layout().length());
            ModelBytes bytes = ModelBytes.of(onnx);
            return new SeededNet(bytes, version(machines, classes, bytes, Probes.ask(model, few, PROBES)));
        }
    }

    ModelBytes bytes() {
        return bytes;
    }

    ModelVersion version() {
        return version;
    }

    /** The same net under another number. */
    ModelVersion as(long number) {
        return ModelVersion.newBuilder(version).setVersion(number).build();
    }

    /** The same net on trial, under the next number. */
    ModelVersion onTrial() {
        return ModelVersion.newBuilder(version)
                .setVersion(version.getVersion() + 1)
                .setStatus(ModelStatus.SHADOW)
                .build();
    }

    private static float[] matrix(Machines machines) {
        int width = machines.layout().length();
        float[] matrix = new float[FIT_ROWS * width];
        for (int row = 0; row < FIT_ROWS; row++) {
            List<Float> values = machines.vector(row).getValues();
            for (int slot = 0; slot < width; slot++) {
                matrix[row * width + slot] = values.get(slot);
            }
        }
        return matrix;
    }

    private static List<Dense> layers(int inputs, int classes) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Dense> layers = new ArrayList<>();
        int width = inputs;
        for (int units : HIDDEN) {
            layers.add(layer(width, units, random));
            width = units;
        }
        layers.add(layer(width, classes, random));
        return layers;
    }

    /** Within He's bounds, so that what comes out is neither all 0 nor all 1. */
    private static Dense layer(int inputs, int units, SplittableRandom random) {
        double bound = Math.sqrt(6.0 / inputs);
        float[] weights = new float[inputs * units];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-bound, bound);
        }
        return new Dense(weights, new float[units]);
    }

    private static ModelVersion version(Machines machines, List<String> classes, ModelBytes bytes, List<Probe> probes) {
        return ModelVersion.newBuilder()
                .setVersion(1)
                .setStatus(ModelStatus.CHAMPION)
                .setStatusReason("made for the benchmark")
                .setFamily("mlp")
                .setEncoderFingerprint(machines.fingerprint())
                .setClasses(classes)
                .setFeatures(machines.layout().length())
                .setSha256(bytes.sha256())
                .setSizeBytes(bytes.size())
                .setChunks(bytes.chunks())
                .setCreatedAt(Instant.ofEpochMilli(machines.timestamp(0)))
                .setProbes(probes)
                .setMetrics(Map.of())
                .setPredictionShare(Map.of())
                .setLineage(lineage())
                .build();
    }

    private static Lineage lineage() {
        return Lineage.newBuilder()
                .setRequest("benchmark")
                .setCause("USER")
                .setRanges(List.of())
                .setExamples(0)
                .setSeed(SEED)
                .setParameters(Map.of())
                .setCode("benchmark")
                .setDevice("cpu")
                .setLibraries(Map.of())
                .setDurationMillis(0)
                .build();
    }
}
