package io.millrace.trainer.online;

import io.millrace.learners.LinearPart;
import io.millrace.learners.NumberTreePart;
import io.millrace.learners.TargetRange;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All trees of a regressor as one piece of a graph: the leaf where a vector ends in each tree says by tables what number, or what line. */
final class NumberTrees implements NumberTreePart {
    private final Places places;
    private final Routes<NumberEnd> routes = new Routes<>();
    private final List<TargetRange> ranges = new ArrayList<>();
    private final List<Scales> scales = new ArrayList<>();

    NumberTrees(Places places) {
        this.places = places;
    }

    void begin(double weight, TargetRange range) {
        routes.begin(weight);
        ranges.add(range);
        scales.add(new Scales(places));
    }

    boolean isEmpty() {
        return routes.trees() == 0;
    }

    @Override
    public void fork(int slot, int codes, double value, boolean missing) {
        routes.fork(slot, codes, value, missing);
    }

    @Override
    public void leaf(double number) {
        routes.end(new NumberEnd(number, Optional.empty()));
    }

    @Override
    public LinearPart line() {
        Linear line = new Linear(places, 1, scales.get(scales.size() - 1));
        routes.end(new NumberEnd(0, Optional.of(line)));
        return line;
    }

    /** [N, 1], each tree times its weight. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        Lines lines = new Lines(graph, places, routes.ends());
        return routes.nodes(graph, vectors.known, places.codes.length, (leaves, from, to, weights) -> {
            String said = lines.nodes(graph, vectors, leaves, scales.subList(from, to), ranges.subList(from, to));
            return graph.node("MatMul", said, graph.doubles(weights, weights.length, 1));
        });
    }
}
