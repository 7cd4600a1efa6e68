package io.millrace.models.onnx;

import io.millrace.models.artefact.OnnxModel;
import java.util.HashMap;
import java.util.Map;

/** How every graph here ends: what a model finds of each class, divided by its temperature, becomes probabilities. */
final class Probabilities {
    private Probabilities() {}

    /**
     * The finished file.
     *
     * @param logits [N, classes]
     * @param temperature above 0; above 1 makes a model less sure of itself, 1 leaves it as it is
     */
    static byte[] of(OnnxGraph graph, String logits, int classes, float temperature, Map<String, String> metadata) {
        String scaled = temperature == 1 ? logits : graph.node("Mul", logits, graph.scalar(1 / temperature));
        graph.output(graph.node("Softmax", Map.of("axis", 1L), scaled), OnnxModel.OUTPUT, classes);
        Map<String, String> all = new HashMap<>(metadata);
        all.put(NetGraph.CONTRACT, NetGraph.CONTRACT_VERSION);
        return graph.build(all);
    }
}
