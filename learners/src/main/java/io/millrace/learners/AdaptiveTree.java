package io.millrace.learners;

import java.util.ArrayList;
import java.util.List;

/**
 * Hoeffding adaptive tree (Bifet and Gavaldà 2009, Adaptive Learning from Evolving Data Streams): a Hoeffding tree that watches the errors
 * of each of its parts with {@link Adwin} and replaces a part where they rise.
 */
public final class AdaptiveTree implements Learner {
    private static final int EXAMPLES_PER_SIZING = 1 << 12;

    private final AdaptiveTreeSettings settings;
    private final Columns columns;
    private final AdaptiveNode root;
    private double[] scratch = {};
    private int untilSizing = EXAMPLES_PER_SIZING;

    public AdaptiveTree(Layout layout) {
        this(layout, AdaptiveTreeSettings.standard());
    }

    public AdaptiveTree(Layout layout, AdaptiveTreeSettings settings) {
        this.settings = settings;
        columns = Columns.all(layout);
        root = new AdaptiveNode(settings, new Leaf(columns, new ClassWeights()));
    }

    @Override
    public double[] predict(float[] values) {
        double[] probabilities = new double[scratch.length];
        root.find(values).vote(values, probabilities);
        return probabilities;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        if (label >= scratch.length) {
            scratch = new double[label + 1];
        }
        root.learn(values, label, weight, scratch, columns);
        if (--untilSizing == 0) {
            untilSizing = EXAMPLES_PER_SIZING;
            keepWithinLimit();
        }
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, columns.layout());
        scratch = new double[state.whole(scratch.length)];
        untilSizing = state.whole(untilSizing);
        root.keep(state, columns);
    }

    @Override
    public void describe(Parts parts, double weight) {
        root.describe(parts.tree(weight), scratch.length);
    }

    /** About how many numbers the tree takes in memory. */
    long size() {
        long[] size = {0};
        root.visit(node -> size[0] += node.size());
        return size[0];
    }

    private void keepWithinLimit() {
        long size = size();
        if (size <= settings.tree().maxNumbers()) {
            return;
        }
        List<Leaf> growing = new ArrayList<>();
        root.visit(node -> {
            if (node.leaf().growing()) {
                growing.add(node.leaf());
            }
        });
        if (TreeEnd.restLeastPromising(growing, size - settings.tree().maxNumbers()) > 0) {
            root.visit(AdaptiveNode::dropAlternative);
        }
    }
}
