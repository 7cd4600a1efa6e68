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

    /** No less than the least and no more than the greatest. */
    static String within(OnnxGraph graph, String value, double least, double greatest) {
        return within(graph, value, graph.doubles(new double[] {least}), graph.doubles(new double[] {greatest}));
    }

    static String within(OnnxGraph graph, String value, String least, String greatest) {
        return graph.node("Min", graph.node("Max", value, least), greatest);
    }

    /** Times a weight. */
    static String weighed(OnnxGraph graph, String value, double weight) {
        return graph.node("Mul", value, graph.doubles(new double[] {weight}));
    }

    /**
     * Where a table that has a row for each leaf and code says something of the codes of vectors.
     *
     * @param leaves [N, trees]
     * @return [N, trees, slots with codes]
     */
    static String codes(OnnxGraph graph, Places places, Vectors vectors, String leaves) {
        String from = graph.node("Mul", leaves, graph.indices(new int[] {places.width}));
        return graph.node("Add", wider(graph, from, 2), wider(graph, vectors.codes, 1));
    }

    /** Puts in dimensions of length 1. */
    static String wider(OnnxGraph graph, String value, int... dimensions) {
        return graph.node("Unsqueeze", value, graph.indices(dimensions));
    }
}
