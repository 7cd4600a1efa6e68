package io.millrace.models.onnx;

import io.millrace.models.artefact.OnnxModel;
import java.util.List;
import java.util.Map;

/**
 * ONNX file of a net that reads the latest records of an entity: an LSTM over them, whose last state stands with the vector's own record before
 * dense layers, preprocessing included. Raw encoded vectors in, class probabilities or a number out.
 */
public final class SequenceGraph {
    private SequenceGraph() {}

    /**
     * @param metadata facts about the model for whoever opens the file, by name
     * @param temperature what the last layer's answers are divided by before the softmax, above 0
     */
    public static byte[] build(SequenceNet net, float temperature, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        List<Dense> layers = net.layers();
        int classes = layers.get(layers.size() - 1).units();
        return Probabilities.of(graph, nodes(graph, net), classes, temperature, metadata);
    }

    /** A net whose last layer has one unit: the number on the scale. */
    public static byte[] ofNumber(SequenceNet net, Scale scale, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        return scale.of(graph, nodes(graph, net), metadata);
    }

    private static String nodes(OnnxGraph graph, SequenceNet net) {
        String features = graph.input(OnnxModel.INPUT, net.own().features());
        Concatenation seen = new Concatenation(graph);
        seen.add(net.own().nodes(graph, features));
        seen.add(net.steps().nodes(graph, features, net.lstm()));
        int width = net.own().width() + net.lstm().units();
        return NetGraph.layers(graph, seen.value(), width, net.layers());
    }
}
