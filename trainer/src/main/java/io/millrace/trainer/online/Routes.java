package io.millrace.trainer.online;

import io.millrace.models.onnx.Attributes;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The questions of trees, as ONNX writes them: all nodes in parallel lists. Answers with the number of the leaf where a vector ends, in each tree. */
final class Routes {
    private static final long NONE = 0;

    private int trees;
    private long next;
    /** Positions of the nodes on the way down, deepest first. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private final List<Long> tree = new ArrayList<>();
    private final List<Long> node = new ArrayList<>();
    private final List<Long> slots = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> yes = new ArrayList<>();
    private final List<Long> no = new ArrayList<>();
    private final List<Long> missing = new ArrayList<>();
    private final List<End> ends = new ArrayList<>();
    private final List<Long> endTrees = new ArrayList<>();
    private final List<Long> endNodes = new ArrayList<>();

    void begin() {
        trees++;
        next = 0;
    }

    int trees() {
        return trees;
    }

    List<End> ends() {
        return ends;
    }

    void fork(int slot, int codes, double value, boolean missing) {
        add(slot, codes > 0 ? "BRANCH_EQ" : "BRANCH_LEQ", atMost(value), missing);
        open.push(node.size() - 1);
    }

    void end(End end) {
        ends.add(end);
        endTrees.add(trees - 1L);
        endNodes.add(next);
        add(0, "LEAF", 0, false);
    }

    /** The greatest 32-bit float that is not above: the same numbers of 32 bits are at most it. */
    static float atMost(double value) {
        float near = (float) value;
        return near > value ? Math.nextDown(near) : near;
    }

    private void add(int slot, String mode, float value, boolean missing) {
        if (!open.isEmpty()) {
            int above = open.peek();
            if (yes.get(above) == NONE) {
                yes.set(above, next);
            } else {
                no.set(above, next);
                open.pop();
            }
        }
        tree.add(trees - 1L);
        node.add(next++);
        slots.add((long) slot);
        values.add(value);
        modes.add(mode);
        yes.add(NONE);
        no.add(NONE);
        this.missing.add(missing ? 1L : 0L);
    }

    /** [N, trees]: numbers of the leaves, as indices. */
    String nodes(OnnxGraph graph, String vectors, Map<End, Integer> numbers) {
        Attributes attributes = new Attributes()
                .text("aggregate_function", "SUM")
                .number("n_targets", trees)
                .text("post_transform", "NONE")
                .numbers("nodes_treeids", tree)
                .numbers("nodes_nodeids", node)
                .numbers("nodes_featureids", slots)
                .floats("nodes_values", values)
                .texts("nodes_modes", modes)
                .numbers("nodes_truenodeids", yes)
                .numbers("nodes_falsenodeids", no)
                .numbers("nodes_missing_value_tracks_true", missing)
                .numbers("target_treeids", endTrees)
                .numbers("target_nodeids", endNodes)
                .numbers("target_ids", endTrees)
                .floats(
                        "target_weights",
                        ends.stream().map(end -> (float) numbers.get(end)).toList());
        return graph.asIndices(graph.learningNode("TreeEnsembleRegressor", attributes, vectors));
    }
}
