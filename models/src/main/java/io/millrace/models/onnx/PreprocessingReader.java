package io.millrace.models.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link Preprocessing#nodes} wrote back, by the operators it is made of. For one use. */
final class PreprocessingReader {
    private final ReadGraph graph;
    private Numbers numbers = new Numbers(new int[0], new float[0], new float[0]);
    private int[] indicators = new int[0];
    private Codes codes = new Codes(new int[0], new float[0]);
    private final List<Embedded.Column> embedded = new ArrayList<>();
    private final List<float[]> tables = new ArrayList<>();

    PreprocessingReader(ReadGraph graph) {
        this.graph = graph;
    }

    /**
     * @param value what is preprocessed
     * @param features its width
     */
    Preprocessing read(String value, int features) {
        graph.nodes("Gather").stream()
                .filter(node -> node.getInput(0).equals(value))
                .forEach(this::input);
        return Preprocessing.of(features, numbers, indicators, codes, new Embedded(embedded), tables);
    }

    /** What is gathered is a number, a code or whether it is missing, as the nodes behind it say. */
    private void input(NodeProto gathered) {
        int[] slots = graph.indices(gathered.getInput(1));
        NodeProto missing = graph.behind(gathered, "IsNaN").orElseThrow();
        Optional<NodeProto> filled = graph.behind(missing, "Where");
        if (filled.isEmpty()) {
            indicators = isIndicator(missing) ? slots : indicators;
            return;
        }
        graph.behind(filled.get(), "Sub").ifPresent(apart -> numbers(slots, apart));
        graph.behind(filled.get(), "Equal")
                .ifPresent(equal -> codes = new Codes(slots, graph.floats(equal.getInput(1))));
        graph.behind(filled.get(), "Clip").ifPresent(within -> table(slots[0], within));
    }

    /** Whether a sequence goes on, and the zero beside a vector, are no input of a layer. */
    private boolean isIndicator(NodeProto missing) {
        return graph.behind(missing, "Cast")
                .filter(number -> graph.behind(number, "Mul").isEmpty())
                .isPresent();
    }

    private void numbers(int[] slots, NodeProto apart) {
        NodeProto scaled = graph.behind(apart, "Mul").orElseThrow();
        numbers = new Numbers(slots, graph.floats(apart.getInput(1)), graph.floats(scaled.getInput(1)));
    }

    private void table(int slot, NodeProto within) {
        NodeProto place =
                graph.behind(graph.behind(within, "Add").orElseThrow(), "Cast").orElseThrow();
        NodeProto row = graph.behind(place, "Gather").orElseThrow();
        int[] rows = graph.indices(row.getInput(0));
        float[] table = graph.floats(graph.behind(row, "Gather").orElseThrow().getInput(0));
        int count = 1;
        for (int of : rows) {
            count = Math.max(count, of + 1);
        }
        embedded.add(new Embedded.Column(
                slot, rows, new EmbeddedColumn(Integer.toString(slot), count, table.length / count)));
        tables.add(table);
    }
}
