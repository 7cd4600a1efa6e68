package io.millrace.trainer.online;

import io.millrace.learners.Layout;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.OnnxGraph;
import java.util.Map;
import java.util.stream.IntStream;

/** The vectors that come into a graph, in the forms that its parts ask for. */
final class Vectors {
    /** [N, slots], as they came. */
    final String raw;
    /** The same, each code a whole number that the slot has, unknown ones 0; NaN where missing. */
    final String known;
    /** [N, numbers] of 64 bits, 0 where missing. */
    final String numbers;
    /** [N, numbers]: 1, or 0 where missing. */
    final String present;
    /** [N, slots with codes]: places among all codes, as {@link Places} counts them. */
    final String codes;

    /** @param features length of what comes in, whose first slots are those of the layout */
    static Vectors of(OnnxGraph graph, Layout layout, int features) {
        String all = graph.input(OnnxModel.INPUT, features);
        if (features == layout.length()) {
            return new Vectors(graph, layout, all);
        }
        int[] first = IntStream.range(0, layout.length()).toArray();
        return new Vectors(graph, layout, graph.node("Gather", Map.of("axis", 1L), all, graph.indices(first)));
    }

    /** @param raw [N, slots] of 32 bits */
    Vectors(OnnxGraph graph, Layout layout, String raw) {
        this.raw = raw;
        Places places = new Places(layout);
        String missing = graph.node("IsNaN", raw);
        String limits = graph.floats(floats(places.codes));
        String isKnown =
                graph.node("And", graph.node("GreaterOrEqual", raw, graph.scalar(0)), graph.node("Less", raw, limits));
        String code = graph.node("Floor", graph.node("Where", isKnown, raw, graph.scalar(0)));
        String asIs = graph.node("Or", missing, graph.node("Equal", limits, graph.scalar(0)));
        known = graph.node("Where", asIs, raw, code);
        numbers = numbers(graph, places);
        present = present(graph, places);
        codes = codes(graph, places);
    }

    /**
     * The same with more numbers behind each.
     *
     * @param layout with slots for them
     */
    Vectors behind(OnnxGraph graph, Layout layout, float[] values) {
        String rows = graph.asFloat(zeros(graph));
        String more = graph.node("Add", rows, graph.floats(values, 1, values.length));
        return new Vectors(graph, layout, graph.node("Concat", Map.of("axis", 1L), raw, more));
    }

    /** [N, 1], zeros of 64 bits. */
    String zeros(OnnxGraph graph) {
        String first = graph.node("Gather", Map.of("axis", 1L), raw, graph.indices(new int[1]));
        return Pieces.weighed(graph, graph.asDouble(graph.node("IsNaN", first)), 0);
    }

    /** [N, numbers]: 1 where missing, else 0. */
    String absent(OnnxGraph graph) {
        return graph.node("Sub", graph.doubles(new double[] {1}), present);
    }

    private String numbers(OnnxGraph graph, Places places) {
        String own = graph.node("Gather", Map.of("axis", 1L), raw, graph.indices(slots(places, true)));
        String filled = graph.node("Where", graph.node("IsNaN", own), graph.scalar(0), own);
        // infinite ones, which nobody should send, would become NaN further on
        return graph.asDouble(
                graph.node("Clip", filled, graph.scalar(-Float.MAX_VALUE), graph.scalar(Float.MAX_VALUE)));
    }

    private String present(OnnxGraph graph, Places places) {
        String own = graph.node("Gather", Map.of("axis", 1L), raw, graph.indices(slots(places, true)));
        return graph.asDouble(graph.node("Not", graph.node("IsNaN", own)));
    }

    private String codes(OnnxGraph graph, Places places) {
        int[] slots = slots(places, false);
        String own = graph.node("Gather", Map.of("axis", 1L), known, graph.indices(slots));
        int[] missing = IntStream.of(slots).map(slot -> places.codes[slot]).toArray();
        int[] offsets = IntStream.of(slots).map(slot -> places.places[slot]).toArray();
        String filled = graph.node("Where", graph.node("IsNaN", own), graph.floats(floats(missing)), own);
        return graph.node("Add", graph.asIndices(filled), graph.indices(offsets));
    }

    private static int[] slots(Places places, boolean numbers) {
        return IntStream.range(0, places.codes.length)
                .filter(slot -> places.codes[slot] == 0 == numbers)
                .toArray();
    }

    private static float[] floats(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
