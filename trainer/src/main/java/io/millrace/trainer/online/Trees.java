package io.millrace.trainer.online;

import io.millrace.learners.TreePart;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All trees of a learner as one piece of a graph: the leaf where a vector ends in each tree says by tables what to compute of the vector. */
final class Trees implements TreePart {
    /** How many numbers of a vector are computed at once, about: bounds memory where there are many trees, classes and slots. */
    private static final int AT_ONCE = 4_096;

    private final Places places;
    private final int classes;
    private final Routes routes = new Routes();
    private final List<Double> weights = new ArrayList<>();
    private End end;

    Trees(Places places, int classes) {
        this.places = places;
        this.classes = classes;
    }

    void begin(double weight) {
        routes.begin();
        weights.add(weight);
    }

    boolean isEmpty() {
        return weights.isEmpty();
    }

    @Override
    public void fork(int slot, int codes, double value, boolean missing) {
        routes.fork(slot, codes, value, missing);
    }

    @Override
    public void leaf(double[] logarithms) {
        double[] all = new double[classes];
        Arrays.fill(all, Double.NEGATIVE_INFINITY);
        System.arraycopy(logarithms, 0, all, 0, logarithms.length);
        end = new End(places, classes, all);
        routes.end(end);
    }

    @Override
    public void number(int label, int slot, double mean, double precision) {
        end.number(label, slot, mean, precision);
    }

    @Override
    public void code(int label, int slot, int code, double logarithm) {
        end.code(label, slot, code, logarithm);
    }

    /** [N, classes], each tree times its weight. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        List<End> ends = new ArrayList<>(routes.ends());
        ends.sort(Comparator.comparing(End::saysMore).reversed());
        Map<End, Integer> numbers = new IdentityHashMap<>();
        ends.forEach(each -> numbers.put(each, numbers.size()));
        String leaves = routes.nodes(graph, vectors.known, numbers);
        Tables tables = new Tables(graph, places, classes, ends);
        int step = Math.max(1, AT_ONCE / (classes * places.codes.length));
        String sum = part(graph, vectors, leaves, tables, 0, Math.min(step, routes.trees()));
        for (int from = step; from < routes.trees(); from += step) {
            int to = Math.min(from + step, routes.trees());
            sum = graph.node("Add", sum, part(graph, vectors, leaves, tables, from, to));
        }
        return sum;
    }

    private String part(OnnxGraph graph, Vectors vectors, String leaves, Tables tables, int from, int to) {
        String some = graph.node(
                "Gather",
                Map.of("axis", 1L),
                leaves,
                graph.indices(IntStream.range(from, to).toArray()));
        String probabilities = graph.node("Softmax", Map.of("axis", 2L), tables.nodes(graph, vectors, some));
        double[] own = weights.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Pieces.sum(graph, graph.node("Mul", probabilities, graph.doubles(own, own.length, 1)), 1);
    }
}
