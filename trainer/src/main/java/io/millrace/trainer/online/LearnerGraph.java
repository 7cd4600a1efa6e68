package io.millrace.trainer.online;

import io.millrace.learners.Layout;
import io.millrace.learners.Learner;
import io.millrace.learners.Regressor;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.OnnxGraph;
import java.util.HashMap;
import java.util.Map;

/**
 * ONNX file of what a learner would answer now: raw encoded vectors in, class probabilities or a number out, computed with 64-bit floats as the learner does. Trees whose
 * leaves answer by naive Bayes do so in the file as well. The same learner gives the same bytes.
 */
public final class LearnerGraph {
    private static final float MOST = Float.MAX_VALUE;

    private LearnerGraph() {}

    /**
     * @param learner must have learned an example
     * @param layout of what it learns from
     * @param features length of the vectors the file is asked, whose first slots are those of the layout
     * @param classes how many the file answers, at least as many as the learner knows; the others have probability 0
     * @param metadata facts about the model for whoever opens the file, by name
     */
    public static byte[] build(
            Learner learner, Layout layout, int features, int classes, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        Sum sum = new Sum(layout, classes);
        learner.describe(sum, 1);
        String probabilities = sum.nodes(graph, Vectors.of(graph, layout, features));
        graph.output(graph.asFloat(probabilities), OnnxModel.OUTPUT, classes);
        return built(graph, metadata);
    }

    /**
     * The same of a regressor, which answers a number. Where it tells what targets were lately, those of now stay the latest.
     *
     * @param regressor must have learned an example
     */
    public static byte[] build(Regressor regressor, Layout layout, int features, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("millrace");
        NumberSum sum = new NumberSum(layout);
        regressor.describe(sum, 1);
        String number = graph.asFloat(sum.nodes(graph, Vectors.of(graph, layout, features)));
        // what a float cannot hold would be infinite
        String finite = graph.node("Clip", number, graph.scalar(-MOST), graph.scalar(MOST));
        graph.output(finite, OnnxModel.NUMBER, 1);
        return built(graph, metadata);
    }

    private static byte[] built(OnnxGraph graph, Map<String, String> metadata) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(NetGraph.CONTRACT, NetGraph.CONTRACT_VERSION);
        return graph.build(all);
    }
}
