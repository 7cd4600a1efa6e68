package io.millrace.trainer.online;

import io.millrace.learners.BoostedPart;
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
    private final List<Weighed<Linear>> linear = new ArrayList<>();
    private final List<Weighed<BoostedTrees>> boosted = new ArrayList<>();
    private final List<Weighed<Polled>> neighbours = new ArrayList<>();

    /** @param nobody what is answered where nobody votes */
    private record Polled(Neighbours neighbours, double[] nobody) {}

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
        Linear part = new Linear(places, shares.length, new Scales(places));
        linear.add(new Weighed<>(part, weight));
        return part;
    }

    @Override
    public BoostedPart boosted(double weight, double[] scores) {
        BoostedTrees part = new BoostedTrees(scores, shares.length);
        boosted.add(new Weighed<>(part, weight));
        return part;
    }

    @Override
    public NeighboursPart neighbours(double weight, int classes, int count, double nearest, float[] scales) {
        double[] nobody = new double[shares.length];
        Arrays.fill(nobody, 0, classes, 1.0 / classes);
        Neighbours part = new Neighbours(places, count, nearest, scales);
        neighbours.add(new Weighed<>(new Polled(part, nobody), weight));
        return (values, from, label, vote) -> {
            double[] votes = new double[shares.length];
            votes[label] = vote;
            part.add(values, from, votes);
        };
    }

    /** [N, classes] of 64 bits. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        // of a sum that is only shares, there is one row for each vector as well
        String sum = graph.node("Add", vectors.zeros(graph), graph.doubles(shares, 1, shares.length));
        if (!trees.isEmpty()) {
            sum = graph.node("Add", sum, trees.nodes(graph, vectors));
        }
        for (Weighed<Linear> each : linear) {
            sum = graph.node("Add", sum, softmax(graph, each.part().nodes(graph, vectors), each.weight()));
        }
        for (Weighed<BoostedTrees> each : boosted) {
            sum = graph.node("Add", sum, softmax(graph, each.part().nodes(graph, vectors), each.weight()));
        }
        for (Weighed<Polled> each : neighbours) {
            String votes = each.part().neighbours().nodes(graph, vectors);
            String all = Pieces.wider(graph, Pieces.sum(graph, votes, 1), 1);
            String part = Neighbours.mean(graph, votes, all, each.part().nobody());
            sum = graph.node("Add", sum, Pieces.weighed(graph, part, each.weight()));
        }
        return sum;
    }

    private static String softmax(OnnxGraph graph, String sums, double weight) {
        return Pieces.weighed(graph, graph.node("Softmax", Map.of("axis", 1L), sums), weight);
    }
}
