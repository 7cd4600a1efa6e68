package io.millrace.trainer.online;

import io.millrace.learners.NeighboursPart;
import io.millrace.models.onnx.OnnxGraph;
import io.millrace.models.onnx.OnnxGraph.Least;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A window of examples of which the nearest vote, as a piece of a graph. Distances are 32-bit floats added up slot by slot, as the learner does, so that the
 * same are nearest.
 */
final class Neighbours implements NeighboursPart {
    private final Places places;
    private final double weight;
    private final double[] nobody;
    private final int count;
    private final double nearest;
    private final float[] scales;
    private final List<float[]> examples = new ArrayList<>();
    private final List<double[]> votes = new ArrayList<>();

    /** @param nobody what is answered where nobody votes */
    Neighbours(Places places, double weight, double[] nobody, int count, double nearest, float[] scales) {
        this.places = places;
        this.weight = weight;
        this.nobody = nobody;
        this.count = count;
        this.nearest = nearest;
        this.scales = scales;
    }

    @Override
    public void example(float[] values, int from, int label, double weight) {
        float[] own = new float[places.codes.length];
        System.arraycopy(values, from, own, 0, own.length);
        double[] vote = new double[nobody.length];
        vote[label] = weight;
        examples.add(own);
        votes.add(vote);
    }

    /** [N, classes], times the part's weight. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        String distances = distance(graph, vectors, 0);
        for (int slot = 1; slot < places.codes.length; slot++) {
            distances = graph.node("Add", distances, distance(graph, vectors, slot));
        }
        Least least = graph.least(distances, Math.min(count, examples.size()));
        String root = graph.node("Sqrt", graph.asDouble(least.values()));
        String off = graph.node("Add", root, graph.doubles(new double[] {nearest}));
        double[] table = votes.stream().flatMapToDouble(Arrays::stream).toArray();
        String cast = graph.node("Gather", graph.doubles(table, votes.size(), nobody.length), least.indices());
        String sum = Pieces.sum(graph, graph.node("Div", cast, Pieces.wider(graph, off, 2)), 1);
        return graph.node("Mul", normalised(graph, sum), graph.doubles(new double[] {weight}));
    }

    private String normalised(OnnxGraph graph, String sum) {
        String all = Pieces.wider(graph, Pieces.sum(graph, sum, 1), 1);
        String some = graph.node("Greater", all, graph.doubles(new double[1]));
        return graph.node("Where", some, graph.node("Div", sum, all), graph.doubles(nobody, 1, nobody.length));
    }

    /** [N, examples], squared, of one slot. */
    private String distance(OnnxGraph graph, Vectors vectors, int slot) {
        float[] seen = new float[examples.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = examples.get(i)[slot];
        }
        String own = graph.node("Gather", Map.of("axis", 1L), vectors.raw, graph.indices(new int[] {slot}));
        String other = graph.floats(seen, 1, seen.length);
        if (places.codes[slot] > 0) {
            return graph.asFloat(graph.node("Not", graph.node("Equal", own, other)));
        }
        String difference = graph.node("Mul", graph.node("Sub", own, other), graph.scalar(scales[slot]));
        String square = graph.node("Mul", difference, difference);
        return graph.node("Where", graph.node("IsNaN", difference), graph.scalar(1), square);
    }
}
