package io.millrace.learners;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A place in a tree: a leaf, and after its split the way to two more. */
final class Node {
    private static final int OWN_SIZE = 32;

    /** After the split it rests. */
    final Leaf leaf;

    private Split split;
    private Node yes;
    private Node no;

    Node(Leaf leaf) {
        this.leaf = leaf;
    }

    /** @param all the columns that most leaves look at */
    void keep(State state, Columns all) {
        leaf.keep(state, all);
        if (state.flag(split != null)) {
            split = Split.kept(state, split);
            yes = yes == null ? new Node(new Leaf(all, new ClassWeights())) : yes;
            no = no == null ? new Node(new Leaf(all, new ClassWeights())) : no;
            yes.keep(state, all);
            no.keep(state, all);
        } else {
            split = null;
        }
    }

    /** The place without a split at which these values end. */
    Node find(float[] values) {
        Node node = this;
        while (node.split != null) {
            node = node.split.test(values) ? node.yes : node.no;
        }
        return node;
    }

    boolean isSplit() {
        return split != null;
    }

    /** @param columns asked once for each new leaf */
    void split(Split by, Supplier<Columns> columns) {
        yes = new Node(new Leaf(columns.get(), leaf.branch(by, true)));
        no = new Node(new Leaf(columns.get(), leaf.branch(by, false)));
        split = by;
        leaf.rest();
    }

    /** Takes down this place and those below it. */
    void describe(TreePart part, int classes) {
        if (split == null) {
            leaf.describe(part, classes);
        } else {
            split.describe(part);
            yes.describe(part, classes);
            no.describe(part, classes);
        }
    }

    /** Visits this place and all below it. */
    void visit(Consumer<Node> visitor) {
        visitor.accept(this);
        if (split != null) {
            yes.visit(visitor);
            no.visit(visitor);
        }
    }

    /** What a leaf can come to. */
    static long mostSize(Columns columns, int classes) {
        return OWN_SIZE + classes * (2L + columns.width);
    }

    /** About how many numbers this place takes in memory, those below it not counted. */
    long size() {
        return OWN_SIZE + leaf.size();
    }
}
