package io.millrace.trainer.online;

import io.millrace.learners.TargetRange;
import io.millrace.models.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What leaves say that answer numbers, as tables with a row for each; those without a line share the last row of the lines' tables. */
final class Lines {
    private static final String UNUSED = "";

    private final Places places;
    private final int lines;
    private final String constants;
    private final String weights;
    private final String missing;
    private final String codes;

    /** @param ends those with lines first */
    Lines(OnnxGraph graph, Places places, List<NumberEnd> ends) {
        this.places = places;
        List<Linear> all = ends.stream().flatMap(end -> end.line().stream()).toList();
        lines = all.size();
        constants = graph.doubles(ends.stream().mapToDouble(NumberEnd::constant).toArray());
        weights = lines > 0 && places.numbers > 0 ? table(graph, all, line -> line.weights) : UNUSED;
        missing = lines > 0 && places.numbers > 0 ? table(graph, all, line -> line.missing) : UNUSED;
        codes = lines > 0 && places.width > 0 ? codeTable(graph, all) : UNUSED;
    }

    private String table(OnnxGraph graph, List<Linear> all, Function<Linear, double[]> of) {
        return graph.doubles(joined(all, of, places.numbers), lines + 1L, places.numbers);
    }

    /** A row for each line and code. */
    private String codeTable(OnnxGraph graph, List<Linear> all) {
        return graph.doubles(joined(all, line -> line.codes, places.width));
    }

    private static double[] joined(List<Linear> all, Function<Linear, double[]> of, int width) {
        double[] rows = all.stream().map(of).flatMapToDouble(Arrays::stream).toArray();
        return Arrays.copyOf(rows, rows.length + width);
    }

    /**
     * @param leaves [N, trees], their numbers
     * @param scales of these trees
     * @param ranges of these trees
     * @return [N, trees]
     */
    String nodes(OnnxGraph graph, Vectors vectors, String leaves, List<Scales> scales, List<TargetRange> ranges) {
        String constant = graph.node("Gather", constants, leaves);
        if (lines == 0) {
            return constant;
        }
        String rows = graph.node("Min", leaves, graph.indices(new int[] {lines}));
        String sum = constant;
        if (places.numbers > 0) {
            sum = graph.node("Add", sum, numbers(graph, vectors, rows, scales));
            String absent = Pieces.wider(graph, vectors.absent(graph), 1);
            sum = graph.node("Add", sum, product(graph, absent, graph.node("Gather", missing, rows)));
        }
        if (places.width > 0) {
            sum = graph.node("Add", sum, codes(graph, vectors, rows));
        }
        String isLine = graph.node("Less", leaves, graph.indices(new int[] {lines}));
        return graph.node("Where", isLine, Ranges.nodes(graph, sum, ranges), constant);
    }

    private String numbers(OnnxGraph graph, Vectors vectors, String rows, List<Scales> scales) {
        String scaled = scales.get(0)
                .nodes(
                        graph,
                        Pieces.wider(graph, vectors.numbers, 1),
                        Pieces.wider(graph, vectors.present, 1),
                        byTree(graph, scales, of -> of.means),
                        byTree(graph, scales, of -> of.scales));
        return product(graph, scaled, graph.node("Gather", weights, rows));
    }

    /** [trees, numbers] */
    private String byTree(OnnxGraph graph, List<Scales> scales, Function<Scales, double[]> of) {
        double[] rows = scales.stream().map(of).flatMapToDouble(Arrays::stream).toArray();
        return graph.doubles(rows, scales.size(), places.numbers);
    }

    private static String product(OnnxGraph graph, String numbers, String weights) {
        return Pieces.sum(graph, graph.node("Mul", numbers, weights), 2);
    }

    private String codes(OnnxGraph graph, Vectors vectors, String rows) {
        return Pieces.sum(graph, graph.node("Gather", codes, Pieces.codes(graph, places, vectors, rows)), 2);
    }
}
