package io.millrace.models.onnx;

import io.millrace.models.artefact.OnnxModel;
import java.util.List;
import java.util.Map;

/**
 * ONNX file of an ensemble of trees whose answers add up: raw encoded vectors in, NaN where missing, class probabilities out. With
 * two classes the trees have one output, the log odds of the second; with more, one output for each. Or the sum is a number.
 */
public final class TreesGraph {
    /** Numbers are cut at ± this before a tree compares them, as XGBoost takes no infinities. */
    public static final float LIMIT = 1e37f;

    private TreesGraph() {}

    /**
     * @param features length of an encoded vector
     * @param temperature what the trees' answers are divided by before the softmax, above 0
     * @param metadata facts about the model for whoever opens the file, by name
     */
    public static byte[] build(
            int features, int classes, List<Tree> trees, float temperature, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        String sums = sums(graph, features, trees, classes == 2 ? 1 : classes);
        // half the log odds for one class and half against the other: their softmax is the sigmoid of the whole
        String logits = classes == 2 ? graph.node("Mul", sums, graph.floats(new float[] {-0.5f, 0.5f}, 1, 2)) : sums;
        return Probabilities.of(graph, logits, classes, temperature, metadata);
    }

    /**
     * Trees that answer a number.
     *
     * @param trees whose sum is the number on the scale
     */
    public static byte[] ofNumber(int features, List<Tree> trees, Scale scale, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        return scale.of(graph, sums(graph, features, trees, 1), metadata);
    }

    private static String sums(OnnxGraph graph, int features, List<Tree> trees, int outputs) {
        String raw = graph.input(OnnxModel.INPUT, features);
        Ensemble ensemble = new Ensemble();
        for (int tree = 0; tree < trees.size(); tree++) {
            trees.get(tree).addTo(ensemble, tree);
        }
        return ensemble.nodes(graph, cut(graph, raw), outputs);
    }

    /** What {@link #LIMIT} says, on a matrix: NaN stays. */
    public static float[] cut(float[] matrix) {
        float[] cut = new float[matrix.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = Math.min(Math.max(matrix[i], -LIMIT), LIMIT);
        }
        return cut;
    }

    /** What a clip makes of NaN is the runtime's choice: it is put back. */
    private static String cut(OnnxGraph graph, String raw) {
        String clipped = graph.node("Clip", raw, graph.scalar(-LIMIT), graph.scalar(LIMIT));
        return graph.node("Where", graph.node("IsNaN", raw), raw, clipped);
    }
}
