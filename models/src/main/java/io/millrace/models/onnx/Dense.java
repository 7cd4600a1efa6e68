package io.millrace.models.onnx;

import java.util.Map;

/** One fully connected layer of a net: y = x Wᵀ + b, with weights W as [units, inputs]. Immutable. */
public final class Dense {
    private final float[] weights;
    private final float[] biases;

    /** @param weights unit after unit */
    public Dense(float[] weights, float[] biases) {
        if (biases.length == 0 || weights.length == 0 || weights.length % biases.length != 0) {
            throw new IllegalArgumentException(
                    "%d weights do not fit %d units".formatted(weights.length, biases.length));
        }
        this.weights = weights.clone();
        this.biases = biases.clone();
    }

    public int units() {
        return biases.length;
    }

    public int inputs() {
        return weights.length / biases.length;
    }

    /** Unit after unit; a copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** A copy. */
    public float[] biases() {
        return biases.clone();
    }

    String nodes(OnnxGraph graph, String x) {
        return graph.node(
                "Gemm", Map.of("transB", 1L), x, graph.floats(weights, units(), inputs()), graph.floats(biases));
    }
}
