package io.millrace.models.onnx;

import java.util.ArrayList;
import java.util.List;

/** Trees as ONNX writes them: all their nodes in parallel lists. Their answers add up, output by output. */
public final class Ensemble {
    private static final String LEAF = "LEAF";

    private final List<Long> treeOf = new ArrayList<>();
    private final List<Long> node = new ArrayList<>();
    private final List<Long> slot = new ArrayList<>();
    private final List<Float> number = new ArrayList<>();
    private final List<String> mode = new ArrayList<>();
    private final List<Long> yes = new ArrayList<>();
    private final List<Long> no = new ArrayList<>();
    private final List<Long> missingYes = new ArrayList<>();
    private final List<Long> leafTree = new ArrayList<>();
    private final List<Long> leafNode = new ArrayList<>();
    private final List<Long> leafOutput = new ArrayList<>();
    private final List<Float> leafAnswer = new ArrayList<>();

    /**
     * A node that asks something.
     *
     * @param tree which it is of, from 0
     * @param id its number in that tree; the root is 0
     * @param place of the vector that it asks for
     * @param question how the number there is compared with {@code with}: BRANCH_LT and the like
     * @param missing whether a missing one is a yes
     * @return its position, for {@link #yes} and {@link #no}
     */
    public int fork(long tree, long id, int place, String question, float with, boolean missing) {
        treeOf.add(tree);
        node.add(id);
        slot.add((long) place);
        mode.add(question);
        number.add(with);
        missingYes.add(missing ? 1L : 0L);
        yes.add(0L);
        no.add(0L);
        return node.size() - 1;
    }

    /** Where a yes leads, in the same tree. */
    public void yes(int position, long id) {
        yes.set(position, id);
    }

    /** Where a no leads, in the same tree. */
    public void no(int position, long id) {
        no.set(position, id);
    }

    /** A node that ends a way; what it says is for {@link #answer}. */
    public void leaf(long tree, long id) {
        fork(tree, id, 0, LEAF, 0, false);
    }

    /** What a leaf adds to an output. */
    public void answer(long tree, long leaf, long output, float answer) {
        leafTree.add(tree);
        leafNode.add(leaf);
        leafOutput.add(output);
        leafAnswer.add(answer);
    }

    /** Sums of the answers, [N, outputs]. */
    public String nodes(OnnxGraph graph, String vectors, int outputs) {
        Attributes attributes = new Attributes()
                .text("aggregate_function", "SUM")
                .number("n_targets", outputs)
                .text("post_transform", "NONE")
                .numbers("nodes_treeids", treeOf)
                .numbers("nodes_nodeids", node)
                .numbers("nodes_featureids", slot)
                .floats("nodes_values", number)
                .texts("nodes_modes", mode)
                .numbers("nodes_truenodeids", yes)
                .numbers("nodes_falsenodeids", no)
                .numbers("nodes_missing_value_tracks_true", missingYes)
                .numbers("target_treeids", leafTree)
                .numbers("target_nodeids", leafNode)
                .numbers("target_ids", leafOutput)
                .floats("target_weights", leafAnswer);
        return graph.learningNode("TreeEnsembleRegressor", attributes, vectors);
    }
}
