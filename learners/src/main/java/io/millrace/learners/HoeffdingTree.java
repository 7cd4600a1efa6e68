package io.millrace.learners;

import java.util.ArrayList;
import java.util.List;

/**
 * A decision tree that splits a leaf once the examples there say, with the confidence of Hoeffding's bound, which slot is best to split on
 * (Domingos and Hulten 2000, Mining High-Speed Data Streams). It never takes a split back.
 */
public final class HoeffdingTree implements Learner {
    private static final int EXAMPLES_PER_SIZING = 1 << 12;

    private final TreeSettings settings;
    private final Chance chance;
    private Columns all;
    private final Node root;
    private double[] scratch = {};
    /** Size when last measured, and all that new leaves can have come to since. */
    private long mostSize;

    private int untilSizing = EXAMPLES_PER_SIZING;

    public HoeffdingTree(Layout layout) {
        this(layout, TreeSettings.standard(), 1);
    }

    /** @param seed matters where leaves draw their slots */
    public HoeffdingTree(Layout layout, TreeSettings settings, long seed) {
        this(Columns.all(layout), settings, seed);
    }

    /** @param all what the tree may look at */
    HoeffdingTree(Columns all, TreeSettings settings, long seed) {
        this.settings = settings;
        this.all = all;
        chance = new Chance(seed);
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

    boolean answers(float[] values, int label, double[] scratch) {
        vote(values, scratch);
        return ClassWeights.most(scratch, scratch.length) == label;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        train(values, label, weight);
    }

    /** Learns; says whether the answer just before was right. */
    boolean train(float[] values, int label, double weight) {
        if (label >= scratch.length) {
            scratch = new double[label + 1];
        }
        Node node = root.find(values);
        boolean right = node.leaf.learn(values, label, weight, scratch);
        Split split = node.leaf.split(settings);
        if (split != null) {
            node.split(split, this::columns);
            mostSize += 2L * Node.mostSize(all, scratch.length);
        }
        if (--untilSizing == 0 || split != null && mostSize > settings.maxNumbers()) {
            untilSizing = EXAMPLES_PER_SIZING;
            mostSize = keepWithinLimit();
        }
        return right;
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, all.layout());
        all = all.kept(state, all);
        chance.keep(state);
        scratch = new double[state.whole(scratch.length)];
        mostSize = state.whole(mostSize);
        untilSizing = state.whole(untilSizing);
        root.keep(state, all);
    }

    @Override
    public void describe(Parts parts, double weight) {
        describe(parts, weight, scratch.length);
    }

    /** As {@link #vote} answers for so many classes. */
    void describe(Parts parts, double weight, int classes) {
        root.describe(parts.tree(weight), classes);
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
        return count == 0 || count >= all.slots.length ? all : all.some(chance.choose(count, all.slots.length));
    }

    /** Returns the size. */
    private long keepWithinLimit() {
        long size = size();
        if (size <= settings.maxNumbers()) {
            return size;
        }
        List<Leaf> growing = new ArrayList<>();
        root.visit(node -> {
            if (node.leaf.growing()) {
                growing.add(node.leaf);
            }
        });
        return settings.maxNumbers() + Leaf.restLeastPromising(growing, size - settings.maxNumbers());
    }
}
