package io.millrace.trainer.online;

import io.millrace.learners.TargetRange;
import io.millrace.models.onnx.OnnxGraph;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Numbers of what linear models say on a scale, as a piece of a graph. */
final class Ranges {
    private Ranges() {}

    /**
     * @param scaled [N, models]
     * @return of the same shape
     */
    static String nodes(OnnxGraph graph, String scaled, List<TargetRange> models) {
        String off = graph.node("Mul", scaled, row(graph, models, TargetRange::deviation));
        String number = graph.node("Add", off, row(graph, models, TargetRange::mean));
        return Pieces.within(
                graph, number, row(graph, models, TargetRange::least), row(graph, models, TargetRange::greatest));
    }

    private static String row(OnnxGraph graph, List<TargetRange> models, ToDoubleFunction<TargetRange> of) {
        return graph.doubles(models.stream().mapToDouble(of).toArray());
    }
}
