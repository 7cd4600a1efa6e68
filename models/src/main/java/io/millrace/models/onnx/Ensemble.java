package io.millrace.models.onnx;

import java.util.ArrayList;
import java.util.List;

/** Trees as ONNX writes them: all their nodes in parallel lists. */
final class Ensemble {
    private static final String BELOW = "BRANCH_LT";
    private static final String LEAF = "LEAF";

    private final int outputs;
    private int trees;
    private final List<Long> treeOf = new ArrayList<>();
    private final List<Long> node = new ArrayList<>();
    private final List<Long> slot = new ArrayList<>();
    private final List<Float> number = new ArrayList<>();
    private final List<String> mode = new ArrayList<>();
    private final List<Long> left = new ArrayList<>();
    private final List<Long> right = new ArrayList<>();
    private final List<Long> missingLeft = new ArrayList<>();
    private final List<Long> leafTree = new ArrayList<>();
    private final List<Long> leafNode = new ArrayList<>();
    private final List<Long> leafOutput = new ArrayList<>();
    private final List<Float> leafAnswer = new ArrayList<>();

    Ensemble(int outputs) {
        this.outputs = outputs;
    }

    void add(Tree tree) {
        for (int i = 0; i < tree.nodes(); i++) {
            boolean leaf = tree.isLeaf(i);
            treeOf.add((long) trees);
            node.add((long) i);
            slot.add(leaf ? 0L : tree.slot(i));
            number.add(leaf ? 0f : tree.number(i));
            mode.add(leaf ? LEAF : BELOW);
            left.add(leaf ? 0L : tree.left(i));
            right.add(leaf ? 0L : tree.right(i));
            missingLeft.add(!leaf && tree.missingLeft(i) ? 1L : 0L);
            if (leaf) {
                leafTree.add((long) trees);
                leafNode.add((long) i);
                leafOutput.add((long) tree.output());
                leafAnswer.add(tree.number(i));
            }
        }
        trees++;
    }

    /** Sums of the trees' answers, [N, outputs]. */
    String nodes(OnnxGraph graph, String features) {
        Attributes attributes = new Attributes()
                .text("aggregate_function", "SUM")
                .number("n_targets", outputs)
                .text("post_transform", "NONE")
                .numbers("nodes_treeids", treeOf)
                .numbers("nodes_nodeids", node)
                .numbers("nodes_featureids", slot)
                .floats("nodes_values", number)
                .texts("nodes_modes", mode)
                .numbers("nodes_truenodeids", left)
                .numbers("nodes_falsenodeids", right)
                .numbers("nodes_missing_value_tracks_true", missingLeft)
                .numbers("target_treeids", leafTree)
                .numbers("target_nodeids", leafNode)
                .numbers("target_ids", leafOutput)
                .floats("target_weights", leafAnswer);
        return graph.learningNode("TreeEnsembleRegressor", attributes, features);
    }
}
