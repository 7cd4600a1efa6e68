package io.millrace.models.onnx;

import io.millrace.models.artefact.OnnxModel;
import java.util.List;
import java.util.Map;

/**
 * ONNX file of a net of dense layers with ReLU between them and a softmax behind the last, preprocessing included: raw
 * encoded vectors in, class probabilities out. Without hidden layers that is softmax regression. Of one unit and without the softmax it
 * answers a number.
 */
public final class NetGraph {
    /** Key of the file's metadata under which the version of this contract stands. */
    public static final String CONTRACT = "millrace.contract";

    /** {@link OnnxModel}'s input and output, imputation, standardisation and one-hot inside. */
    public static final String CONTRACT_VERSION = "1";

    private NetGraph() {}

    /** @param metadata facts about the model for whoever opens the file, by name */
    public static byte[] build(Preprocessing preprocessing, List<Dense> layers, Map<String, String> metadata) {
        return build(preprocessing, layers, 1, metadata);
    }

    /** @param temperature what the last layer's answers are divided by before the softmax, above 0 */
    public static byte[] build(
            Preprocessing preprocessing, List<Dense> layers, float temperature, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        String value = layers(graph, preprocessing, layers);
        return Probabilities.of(graph, value, layers.get(layers.size() - 1).units(), temperature, metadata);
    }

    /**
     * A net that answers a number.
     *
     * @param layers the last of which has one unit: the number on the scale
     */
    public static byte[] ofNumber(
            Preprocessing preprocessing, List<Dense> layers, Scale scale, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        return scale.of(graph, layers(graph, preprocessing, layers), metadata);
    }

    private static String layers(OnnxGraph graph, Preprocessing preprocessing, List<Dense> layers) {
        String seen = preprocessing.nodes(graph, graph.input(OnnxModel.INPUT, preprocessing.features()));
        return layers(graph, seen, preprocessing.width(), layers);
    }

    /** @param width of what the first layer sees */
    static String layers(OnnxGraph graph, String seen, int width, List<Dense> layers) {
        String value = seen;
        int inputs = width;
        for (int i = 0; i < layers.size(); i++) {
            Dense layer = layers.get(i);
            if (layer.inputs() != inputs) {
                throw new IllegalArgumentException(
                        "layer %d takes %d inputs, but gets %d".formatted(i, layer.inputs(), inputs));
            }
            inputs = layer.units();
            value = layer.nodes(graph, i == 0 ? value : graph.node("Relu", value));
        }
        return value;
    }
}
