package io.millrace.trainer.online;

import io.millrace.learners.TreePart;
import io.millrace.models.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.Map;

/** All trees of a learner as one piece of a graph: the leaf where a vector ends in each tree says by tables what to compute of the vector. */
final class Trees implements TreePart {
    private final Places places;
    private final int classes;
    private final Routes<End> routes = new Routes<>();
    private End end;

    Trees(Places places, int classes) {
        this.places = places;
        this.classes = classes;
    }

    void begin(double weight) {
        routes.begin(weight);
    }

    boolean isEmpty() {
        return routes.trees() == 0;
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
        Tables tables = new Tables(graph, places, classes, routes.ends());
        return routes.nodes(graph, vectors.known, classes * places.codes.length, (leaves, from, to, weights) -> {
            String said = graph.node("Softmax", Map.of("axis", 2L), tables.nodes(graph, vectors, leaves));
            return Pieces.sum(graph, graph.node("Mul", said, graph.doubles(weights, weights.length, 1)), 1);
        });
    }
}
