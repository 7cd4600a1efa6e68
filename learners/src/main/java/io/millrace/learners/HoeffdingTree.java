package io.millrace.learners;

/**
 * A decision tree that splits a leaf once the examples there say, with the confidence of Hoeffding's bound, which slot is best to split on
 * (Domingos and Hulten 2000, Mining High-Speed Data Streams). It never takes a split back.
 */
public final class HoeffdingTree implements Learner {
    private final TreeSettings settings;
    private final GrowingTree<Leaf> tree;
    private double[] scratch = {};

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
        tree = new GrowingTree<>(all, settings, seed, columns -> new Leaf(columns, new ClassWeights()));
    }

    @Override
    public double[] predict(float[] values) {
        double[] probabilities = new double[scratch.length];
        vote(values, probabilities);
        return probabilities;
    }

    /** Writes the probability of each class. */
    void vote(float[] values, double[] probabilities) {
        tree.find(values).leaf.vote(values, probabilities);
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
        Node<Leaf> node = tree.find(values);
        boolean right = node.leaf.learn(values, label, weight, scratch);
        tree.grow(node, node.leaf.split(settings), Leaf.mostSize(tree.all(), scratch.length));
        return right;
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, tree.all().layout());
        tree.keepColumns(state);
        scratch = new double[state.whole(scratch.length)];
        tree.keepNodes(state);
    }

    @Override
    public void describe(Parts parts, double weight) {
        describe(parts, weight, scratch.length);
    }

    /** As {@link #vote} answers for so many classes. */
    void describe(Parts parts, double weight, int classes) {
        tree.describe(parts.tree(weight), (part, leaf) -> leaf.describe(part, classes));
    }

    /** About how many numbers the tree takes in memory. */
    long size() {
        return tree.size();
    }

    int leaves() {
        return tree.leaves();
    }
}
