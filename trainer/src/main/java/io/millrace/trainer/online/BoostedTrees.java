package io.millrace.trainer.online;

import io.millrace.learners.BoostedPart;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Boosted trees as a piece of a graph: sums by class of what stands at the leaves where a vector ends. */
final class BoostedTrees implements BoostedPart {
    private final double[] scores;
    private final Routes<NumberEnd> routes = new Routes<>();
    /** By tree. */
    private final List<Integer> labels = new ArrayList<>();

    /** @param classes the others than those with a score are impossible */
    BoostedTrees(double[] scores, int classes) {
        this.scores = new double[classes];
        Arrays.fill(this.scores, Double.NEGATIVE_INFINITY);
        System.arraycopy(scores, 0, this.scores, 0, scores.length);
    }

    @Override
    public void tree(int label) {
        routes.begin(1);
        labels.add(label);
    }

    @Override
    public void fork(int slot, int codes, double value, boolean missing) {
        routes.fork(slot, codes, value, missing);
    }

    @Override
    public void leaf(double score) {
        routes.end(new NumberEnd(score, Optional.empty()));
    }

    /** [N, classes] */
    String nodes(OnnxGraph graph, Vectors vectors) {
        String sum = graph.node("Add", vectors.zeros(graph), graph.doubles(scores, 1, scores.length));
        if (labels.isEmpty()) {
            return sum;
        }
        String said = graph.doubles(
                routes.ends().stream().mapToDouble(NumberEnd::number).toArray());
        String trees = routes.nodes(graph, vectors.known, scores.length, (leaves, from, to, weights) -> {
            double[] ofClass = new double[weights.length * scores.length];
            for (int tree = from; tree < to; tree++) {
                ofClass[(tree - from) * scores.length + labels.get(tree)] = 1;
            }
            String own = graph.node("Gather", said, leaves);
            return graph.node("MatMul", own, graph.doubles(ofClass, weights.length, scores.length));
        });
        return graph.node("Add", sum, trees);
    }
}
