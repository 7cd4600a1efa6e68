package io.millrace.learners;

/**
 * A tree that splits a leaf once the examples there say, with the confidence of Hoeffding's bound, which slot takes most of the targets'
 * variance away; leaves answer by their mean or by a linear model, which starts from that of the leaf that was split (FIMT-DD: Ikonomovska,
 * Gama and Džeroski 2011, Learning model trees from evolving data streams). It never takes a split
 * back. A target far from all others counts as nearer, as {@link TargetScale} has it.
 */
public final class RegressionTree implements Regressor {
    static final Descent DESCENT = new Sgd(0.05);

    private final TreeSettings settings;
    private final Scaling scaling;
    private final GrowingTree<TargetLeaf> tree;

    public RegressionTree(Layout layout) {
        this(layout, standard(), 1);
    }

    /** @param seed matters where leaves draw their slots */
    public RegressionTree(Layout layout, TreeSettings settings, long seed) {
        this.settings = settings;
        scaling = new Scaling(layout);
        LinearModel model = new LinearModel(DESCENT, scaling.inputs.width);
        tree = new GrowingTree<>(
                Columns.all(layout),
                settings,
                seed,
                columns -> new TargetLeaf(columns, scaling, new RunningMean(), model));
    }

    /** Looks every 200 examples, δ = 1e-7, ties at 0.05, as the paper; at most 4 million numbers, 32 MB. */
    public static TreeSettings standard() {
        return new TreeSettings(200, 1e-7, 0.05, 0, 4_000_000);
    }

    @Override
    public double predict(float[] values) {
        scaling.inputs.set(values);
        return tree.find(values).leaf.predict();
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        Node<TargetLeaf> node = tree.find(values);
        scaling.inputs.set(values);
        double bounded = scaling.target.bounded(target);
        node.leaf.test(bounded);
        scaling.observe(values, bounded, weight);
        node.leaf.learn(values, bounded, weight);
        tree.grow(node, node.leaf.split(settings), TargetLeaf.mostSize(tree.all(), scaling));
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        tree.describe(parts.tree(weight, scaling.target.range()), (part, leaf) -> leaf.describe(part));
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, settings, tree.all().layout());
        scaling.keep(state);
        tree.keepColumns(state);
        tree.keepNodes(state);
    }

    /** About how many numbers the tree takes in memory. */
    long size() {
        return tree.size();
    }

    int leaves() {
        return tree.leaves();
    }
}
