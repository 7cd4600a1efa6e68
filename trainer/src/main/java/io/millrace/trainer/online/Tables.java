package io.millrace.trainer.online;

import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What leaves say, as tables with a row for each; those that say nothing of numbers and codes share the last row of the tables of these. */
final class Tables {
    private static final String UNUSED = "";

    private final Places places;
    private final List<End> saying;
    private final String logarithms;
    private final String means;
    private final String halfPrecisions;
    private final String halfLogarithms;
    private final String codes;

    /** @param ends those that say more first */
    Tables(OnnxGraph graph, Places places, int classes, List<End> ends) {
        this.places = places;
        saying = new ArrayList<>(ends.stream().filter(End::saysMore).toList());
        End silent = new End(places, classes, new double[classes]);
        silent.say();
        saying.add(silent);
        logarithms = table(graph, ends, end -> end.logarithms, classes);
        boolean numbers = saying.size() > 1 && places.numbers > 0;
        boolean coded = saying.size() > 1 && places.width > 0;
        means = numbers ? table(graph, saying, end -> end.means, places.numbers, classes) : UNUSED;
        halfPrecisions = numbers ? table(graph, saying, end -> end.halfPrecisions, places.numbers, classes) : UNUSED;
        halfLogarithms = numbers ? table(graph, saying, end -> end.halfLogarithms, places.numbers, classes) : UNUSED;
        codes = coded ? codeTable(graph, classes) : UNUSED;
    }

    /** A row for each leaf and code. */
    private String codeTable(OnnxGraph graph, int classes) {
        return graph.doubles(joined(saying, end -> end.codes), (long) saying.size() * places.width, classes);
    }

    private static String table(OnnxGraph graph, List<End> ends, Function<End, double[]> of, long... rowShape) {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = ends.size();
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        return graph.doubles(joined(ends, of), shape);
    }

    private static double[] joined(List<End> ends, Function<End, double[]> of) {
        return ends.stream().map(of).flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * @param leaves [N, trees], their numbers
     * @return [N, trees, classes]
     */
    String nodes(OnnxGraph graph, Vectors vectors, String leaves) {
        String sum = graph.node("Gather", logarithms, leaves);
        if (saying.size() == 1) {
            return sum;
        }
        String rows = graph.node("Min", leaves, graph.indices(new int[] {saying.size() - 1}));
        if (places.numbers > 0) {
            sum = graph.node("Add", sum, numbers(graph, vectors, rows));
        }
        if (places.width > 0) {
            sum = graph.node("Add", sum, codes(graph, vectors, rows));
        }
        return sum;
    }

    private String numbers(OnnxGraph graph, Vectors vectors, String rows) {
        String values = column(graph, vectors.numbers);
        String off = graph.node("Sub", values, graph.node("Gather", means, rows));
        String squares = graph.node("Mul", graph.node("Mul", off, off), graph.node("Gather", halfPrecisions, rows));
        String each = graph.node("Sub", graph.node("Gather", halfLogarithms, rows), squares);
        return Pieces.sum(graph, graph.node("Mul", each, column(graph, vectors.present)), 2);
    }

    /** [N, 1, numbers, 1] */
    private static String column(OnnxGraph graph, String numbers) {
        return Pieces.wider(graph, numbers, 1, 3);
    }

    private String codes(OnnxGraph graph, Vectors vectors, String rows) {
        return Pieces.sum(graph, graph.node("Gather", codes, Pieces.codes(graph, places, vectors, rows)), 2);
    }
}
