package io.millrace.trainer.online;

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
final class Neighbours {
    private final Places places;
    private final int count;
    private final double nearest;
    private final float[] scales;
    private final List<float[]> examples = new ArrayList<>();
    private final List<double[]> votes = new ArrayList<>();

    Neighbours(Places places, int count, double nearest, float[] scales) {
        this.places = places;
        this.count = count;
        this.nearest = nearest;
        this.scales = scales;
    }

    /**
     * @param values hold the vector from an index on
     * @param vote as many numbers as every vote has
     */
    void add(float[] values, int from, double[] vote) {
        examples.add(Arrays.copyOfRange(values, from, from + places.codes.length));
        votes.add(vote);
    }

    /** [N, numbers of a vote]: sums of the votes of the nearest, each divided by its distance. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        String distances = distance(graph, vectors, 0);
        for (int slot = 1; slot < places.codes.length; slot++) {
            distances = graph.node("Add", distances, distance(graph, vectors, slot));
        }
        Least least = graph.least(distances, Math.min(count, examples.size()));
        String root = graph.node("Sqrt", graph.asDouble(least.values()));
        String off = graph.node("Add", root, graph.doubles(new double[] {nearest}));
        double[] table = votes.stream().flatMapToDouble(Arrays::stream).toArray();
        String cast = graph.node("Gather", graph.doubles(table, votes.size(), votes.get(0).length), least.indices());
        return Pieces.sum(graph, graph.node("Div", cast, Pieces.wider(graph, off, 2)), 1);
    }

    /**
     * What the nearest say, each as much as its vote counts.
     *
     * @param all [N, 1], sums of the votes
     * @param nobody is answered where there are none
     */
    static String mean(OnnxGraph graph, String sums, String all, double[] nobody) {
        String some = graph.node("Greater", all, graph.doubles(new double[1]));
        return graph.node("Where", some, graph.node("Div", sums, all), graph.doubles(nobody, 1, nobody.length));
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
