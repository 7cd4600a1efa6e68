package io.millrace.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.artefact.OnnxModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier's ONNX file with an {@link Isotonic} function behind each of its probabilities: of two classes behind the second, whose complement the first is; of more behind each, what they give
 * being divided by its sum (Zadrozny &amp; Elkan 2002).
 */
public final class IsotonicGraph {
    private IsotonicGraph() {}

    /**
     * The file with those functions; the same input gives the same bytes.
     *
     * @param onnx as the graphs here are built
     * @param functions one of two classes, or one for each of more
     */
    public static byte[] behind(byte[] onnx, List<Isotonic> functions) {
        ModelProto model = parsed(onnx);
        OnnxGraph graph = OnnxGraph.behind(model, OnnxModel.OUTPUT);
        String before = "before_" + OnnxModel.OUTPUT;
        if (functions.size() == 1) {
            String second = graph.node("Gather", Map.of("axis", 1L), before, graph.indices(new int[] {1}));
            String of = pieces(graph, second, functions);
            String other = graph.node("Sub", graph.scalar(1), of);
            graph.output(graph.node("Concat", Map.of("axis", 1L), other, of), OnnxModel.OUTPUT, 2);
        } else {
            String of = pieces(graph, before, functions);
            String sum = graph.node("ReduceSum", Map.of("keepdims", 1L), of, graph.indices(new int[] {1}));
            graph.output(graph.node("Div", of, sum), OnnxModel.OUTPUT, functions.size());
        }
        Map<String, String> metadata = new HashMap<>();
        model.getMetadataPropsList().forEach(property -> metadata.put(property.getKey(), property.getValue()));
        return graph.build(metadata);
    }

    /**
     * The same in Java.
     *
     * @param probabilities row after row
     */
    public static float[] apply(float[] probabilities, List<Isotonic> functions) {
        float[] answers = new float[probabilities.length];
        int classes = Math.max(2, functions.size());
        for (int from = 0; from < answers.length; from += classes) {
            if (functions.size() == 1) {
                answers[from + 1] = functions.get(0).at(probabilities[from + 1]);
                answers[from] = 1 - answers[from + 1];
                continue;
            }
            float sum = 0;
            for (int i = 0; i < classes; i++) {
                answers[from + i] = functions.get(i).at(probabilities[from + i]);
                sum += answers[from + i];
            }
            for (int i = 0; i < classes; i++) {
                answers[from + i] /= sum;
            }
        }
        return answers;
    }

    /** Which piece each probability is on, by how many knots are not above it; then that piece's line. */
    private static String pieces(OnnxGraph graph, String probabilities, List<Isotonic> functions) {
        int knots = functions.stream().mapToInt(Isotonic::knots).max().orElseThrow();
        Tables tables = new Tables(functions, knots);
        String column = graph.node("Unsqueeze", probabilities, graph.indices(new int[] {2}));
        String passed = graph.asFloat(
                graph.node("GreaterOrEqual", column, graph.floats(tables.knots, 1, functions.size(), knots)));
        String piece = graph.node("ReduceSum", Map.of("keepdims", 0L), passed, graph.indices(new int[] {2}));
        String place = graph.asIndices(graph.node("Add", piece, graph.floats(tables.firsts, 1, functions.size())));
        String beyond = graph.node("Sub", probabilities, graph.node("Gather", graph.floats(tables.starts), place));
        String share = graph.node("Div", beyond, graph.node("Gather", graph.floats(tables.widths), place));
        String risen = graph.node(
                "Add",
                graph.node("Gather", graph.floats(tables.lows), place),
                graph.node("Mul", share, graph.node("Gather", graph.floats(tables.rises), place)));
        return graph.node("Min", risen, graph.node("Gather", graph.floats(tables.highs), place));
    }

    /** All functions' pieces, one after the other, as if each had as many knots. */
    private static final class Tables {
        private final float[] knots;
        private final float[] firsts;
        private final float[] starts;
        private final float[] widths;
        private final float[] lows;
        private final float[] rises;
        private final float[] highs;

        Tables(List<Isotonic> functions, int most) {
            knots = new float[functions.size() * most];
            firsts = new float[functions.size()];
            starts = new float[functions.size() * (most + 1)];
            widths = new float[starts.length];
            lows = new float[starts.length];
            rises = new float[starts.length];
            highs = new float[starts.length];
            for (int i = 0; i < functions.size(); i++) {
                Isotonic function = functions.get(i);
                firsts[i] = i * (most + 1);
                for (int knot = 0; knot < most; knot++) {
                    knots[i * most + knot] = function.knot(knot);
                }
                for (int piece = 0; piece <= most; piece++) {
                    add(function, piece, i * (most + 1) + piece);
                }
            }
        }

        private void add(Isotonic function, int piece, int at) {
            starts[at] = function.start(piece);
            widths[at] = function.width(piece);
            lows[at] = function.low(piece);
            rises[at] = function.rise(piece);
            highs[at] = function.high(piece);
        }
    }

    private static ModelProto parsed(byte[] onnx) {
        try {
            return ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the bytes are no ONNX file", e);
        }
    }
}
