package io.millrace.trainer.online;

import io.millrace.models.onnx.OnnxGraph;
import java.util.Map;

/** Operations on dimensions. */
final class Pieces {
    private Pieces() {}

    /** Sum over a dimension, which is gone then. */
    static String sum(OnnxGraph graph, String value, int dimension) {
        return graph.node("ReduceSum", Map.of("keepdims", 0L), value, graph.indices(new int[] {dimension}));
    }

    /** Puts in dimensions of length 1. */
    static String wider(OnnxGraph graph, String value, int... dimensions) {
        return graph.node("Unsqueeze", value, graph.indices(dimensions));
    }
}
