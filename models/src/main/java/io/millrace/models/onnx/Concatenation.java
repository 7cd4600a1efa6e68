package io.millrace.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Matrices of a graph side by side. */
final class Concatenation {
    private final OnnxGraph graph;
    private final List<String> parts = new ArrayList<>();

    Concatenation(OnnxGraph graph) {
        this.graph = graph;
    }

    void add(String matrix) {
        parts.add(matrix);
    }

    String value() {
        return parts.size() == 1
                ? parts.get(0)
                : graph.node("Concat", Map.of("axis", 1L), parts.toArray(String[]::new));
    }
}
