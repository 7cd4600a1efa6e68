package io.millrace.trainer.online;

import io.millrace.learners.Layout;
import io.millrace.learners.LinearPart;
import io.millrace.learners.NumberNeighboursPart;
import io.millrace.learners.NumberParts;
import io.millrace.learners.NumberTreePart;
import io.millrace.learners.TargetRange;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Collects the parts of a regressor's answer, and adds them up in a graph. */
final class NumberSum implements NumberParts {
    private final Layout layout;
    private final Places places;
    private double constant;
    /** By number, how often what stands there is added. */
    private final double[] asTheyAre;

    private final NumberTrees trees;
    private final List<Weighed<Line>> linear = new ArrayList<>();
    private final List<Weighed<Neighbours>> neighbours = new ArrayList<>();
    private final List<Behind> wider = new ArrayList<>();

    private record Line(Linear linear, TargetRange range) {}

    /** What sees more than the vector. */
    private record Behind(NumberSum sum, float[] values) {}

    NumberSum(Layout layout) {
        this.layout = layout;
        places = new Places(layout);
        asTheyAre = new double[places.numbers];
        trees = new NumberTrees(places);
    }

    @Override
    public void number(double weight, double number) {
        constant += weight * number;
    }

    @Override
    public void slot(double weight, int slot) {
        asTheyAre[places.places[slot]] += weight;
    }

    @Override
    public NumberTreePart tree(double weight, TargetRange range) {
        trees.begin(weight, range);
        return trees;
    }

    @Override
    public LinearPart linear(double weight, TargetRange range) {
        Linear part = new Linear(places, 1, new Scales(places));
        linear.add(new Weighed<>(new Line(part, range), weight));
        return part;
    }

    @Override
    public NumberNeighboursPart neighbours(double weight, int count, double nearest, float[] scales) {
        Neighbours part = new Neighbours(places, count, nearest, scales);
        neighbours.add(new Weighed<>(part, weight));
        return (values, from, target, vote) -> part.add(values, from, new double[] {vote * target, vote});
    }

    @Override
    public NumberParts behind(float[] values) {
        List<Integer> codes = new ArrayList<>(layout.codes());
        for (int i = 0; i < values.length; i++) {
            codes.add(0);
        }
        Behind more = new Behind(new NumberSum(new Layout(codes)), values.clone());
        wider.add(more);
        return more.sum();
    }

    /** [N, 1] of 64 bits. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        String sum = graph.node("Add", vectors.zeros(graph), graph.doubles(new double[] {constant}));
        if (Arrays.stream(asTheyAre).anyMatch(times -> times > 0)) {
            String own = graph.node("MatMul", vectors.numbers, graph.doubles(asTheyAre, places.numbers, 1));
            sum = graph.node("Add", sum, own);
        }
        if (!trees.isEmpty()) {
            sum = graph.node("Add", sum, trees.nodes(graph, vectors));
        }
        for (Weighed<Line> each : linear) {
            String scaled = each.part().linear().nodes(graph, vectors);
            String part = Ranges.nodes(graph, scaled, List.of(each.part().range()));
            sum = graph.node("Add", sum, Pieces.weighed(graph, part, each.weight()));
        }
        for (Weighed<Neighbours> each : neighbours) {
            String part = mean(graph, each.part().nodes(graph, vectors));
            sum = graph.node("Add", sum, Pieces.weighed(graph, part, each.weight()));
        }
        for (Behind each : wider) {
            Vectors with = vectors.behind(graph, each.sum().layout, each.values());
            sum = graph.node("Add", sum, each.sum().nodes(graph, with));
        }
        return sum;
    }

    private static String mean(OnnxGraph graph, String votes) {
        return Neighbours.mean(graph, column(graph, votes, 0), column(graph, votes, 1), new double[1]);
    }

    private static String column(OnnxGraph graph, String votes, int column) {
        return graph.node("Gather", Map.of("axis", 1L), votes, graph.indices(new int[] {column}));
    }
}
