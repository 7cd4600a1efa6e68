package io.millrace.learners;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A decision tree that splits a leaf once the examples there say, with the confidence of Hoeffding's bound, which slot is best to split on
 * (Domingos and Hulten 2000, Mining High-Speed Data Streams). It never takes a split back.
 */
public final class HoeffdingTree implements Learner {
    private static final int EXAMPLES_PER_SIZING = 1 << 12;

    private final Layout layout;
    private final TreeSettings settings;
    private final Chance chance;
    private final Columns all;
    private final Node root;
    private double[] scratch = {};
    private int untilSizing = EXAMPLES_PER_SIZING;

    public HoeffdingTree(Layout layout) {
        this(layout, TreeSettings.standard(), 1);
    }

    /** @param seed matters where leaves draw their slots */
    public HoeffdingTree(Layout layout, TreeSettings settings, long seed) {
        this.layout = layout;
        this.settings = settings;
        chance = new Chance(seed);
        all = Columns.all(layout);
        root = new Node(new Leaf(columns(), new ClassWeights()));
    }

    @Override
    public double[] predict(float[] values) {
        double[] probabilities = new double[scratch.length];
        vote(values, probabilities);
        return probabilities;
    }

    /** Writes the probability of each class. */
    void vote(float[] values, double[] probabilities) {
        root.find(values).leaf.vote(values, probabilities);
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        if (label >= scratch.length) {
            scratch = new double[label + 1];
        }
        Node node = root.find(values);
        node.leaf.learn(values, label, weight, scratch);
        Split split = node.leaf.split(settings);
        if (split != null) {
            node.split(split, this::columns);
        }
        if (split != null || --untilSizing == 0) {
            untilSizing = EXAMPLES_PER_SIZING;
            keepWithinLimit();
        }
    }

    /** About how many numbers the tree takes in memory. */
    long size() {
        long[] size = {0};
        root.visit(node -> size[0] += node.size());
        return size[0];
    }

    int leaves() {
        int[] leaves = {0};
        root.visit(node -> leaves[0] += node.isSplit() ? 0 : 1);
        return leaves[0];
    }

    private Columns columns() {
        int count = settings.slotsPerLeaf();
        return count == 0 || count >= layout.length()
                ? all
                : new Columns(layout, chance.choose(count, layout.length()));
    }

    private void keepWithinLimit() {
        long size = size();
        if (size <= settings.maxNumbers()) {
            return;
        }
        List<Node> growing = new ArrayList<>();
        root.visit(node -> {
            if (node.leaf.growing()) {
                growing.add(node);
            }
        });
        growing.sort(Comparator.comparingDouble(node -> node.leaf.promise()));
        for (Node node : growing) {
            if (size > settings.maxNumbers()) {
                size -= node.size();
                node.leaf.rest();
                size += node.size();
            }
        }
    }
}
