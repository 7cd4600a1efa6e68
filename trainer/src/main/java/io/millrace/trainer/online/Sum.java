package io.millrace.trainer.online;

import io.millrace.learners.Layout;
import io.millrace.learners.LinearPart;
import io.millrace.learners.NeighboursPart;
import io.millrace.learners.Parts;
import io.millrace.learners.TreePart;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Collects the parts of a learner's answer, and adds them up in a graph. */
final class Sum implements Parts {
    private final Places places;
    private final double[] shares;
    private final Trees trees;
    private final List<Linear> linear = new ArrayList<>();
    private final List<Neighbours> neighbours = new ArrayList<>();

    Sum(Layout layout, int classes) {
        places = new Places(layout);
        shares = new double[classes];
        trees = new Trees(places, classes);
    }

    @Override
    public void shares(double weight, double[] probabilities) {
        for (int label = 0; label < probabilities.length; label++) {
            shares[label] += weight * probabilities[label];
        }
    }

    @Override
    public TreePart tree(double weight) {
        trees.begin(weight);
        return trees;
    }

    @Override
    public LinearPart linear(double weight) {
        linear.add(new Linear(places, shares.length, weight));
        return linear.get(linear.size() - 1);
    }

    @Override
    public NeighboursPart neighbours(double weight, int classes, int count, double nearest, float[] scales) {
        double[] nobody = new double[shares.length];
        Arrays.fill(nobody, 0, classes, 1.0 / classes);
        neighbours.add(new Neighbours(places, weight, nobody, count, nearest, scales));
        return neighbours.get(neighbours.size() - 1);
    }

    /** [N, classes] of 64 bits. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        // of a sum that is only shares, there is one row for each vector as well
        String rows = graph.node("Mul", graph.asDouble(graph.node("IsNaN", first(graph, vectors))), zero(graph));
        String sum = graph.node("Add", rows, graph.doubles(shares, 1, shares.length));
        if (!trees.isEmpty()) {
            sum = graph.node("Add", sum, trees.nodes(graph, vectors));
        }
        for (Linear part : linear) {
            sum = graph.node("Add", sum, part.nodes(graph, vectors));
        }
        for (Neighbours part : neighbours) {
            sum = graph.node("Add", sum, part.nodes(graph, vectors));
        }
        return sum;
    }

    private static String first(OnnxGraph graph, Vectors vectors) {
        return graph.node("Gather", Map.of("axis", 1L), vectors.raw, graph.indices(new int[1]));
    }

    private static String zero(OnnxGraph graph) {
        return graph.doubles(new double[1]);
    }
}
