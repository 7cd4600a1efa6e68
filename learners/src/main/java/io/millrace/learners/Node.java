package io.millrace.learners;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A place in a tree: a leaf, and after its split the way to two more.
 *
 * @param <E> its leaves
 */
final class Node<E extends TreeEnd<E>> {
    private static final int OWN_SIZE = 32;

    /** After the split it rests. */
    final E leaf;

    private Split split;
    private Node<E> yes;
    private Node<E> no;

    Node(E leaf) {
        this.leaf = leaf;
    }

    /** @param all the columns that most leaves look at */
    void keep(State state, Columns all) {
        leaf.keep(state, all);
        if (state.flag(split != null)) {
            split = Split.kept(state, split);
            yes = yes == null ? new Node<>(leaf.blank(all)) : yes;
            no = no == null ? new Node<>(leaf.blank(all)) : no;
            yes.keep(state, all);
            no.keep(state, all);
        } else {
            split = null;
        }
    }

    /** The place without a split at which these values end. */
    Node<E> find(float[] values) {
        Node<E> node = this;
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
        yes = new Node<>(leaf.branch(by, true, columns.get()));
        no = new Node<>(leaf.branch(by, false, columns.get()));
        split = by;
        leaf.rest();
    }

    /**
     * Takes down this place and those below it.
     *
     * @param leaves takes down a leaf
     */
    <P extends ForkPart> void describe(P part, BiConsumer<P, E> leaves) {
        if (split == null) {
            leaves.accept(part, leaf);
        } else {
            split.describe(part);
            yes.describe(part, leaves);
            no.describe(part, leaves);
        }
    }

    /** Visits this place and all below it. */
    void visit(Consumer<Node<E>> visitor) {
        visitor.accept(this);
        if (split != null) {
            yes.visit(visitor);
            no.visit(visitor);
        }
    }

    /** About how many numbers this place takes in memory, those below it not counted. */
    long size() {
        return OWN_SIZE + leaf.size();
    }

    /** What a place can come to whose leaf holds so many numbers. */
    static long mostSize(long leaf) {
        return OWN_SIZE + leaf;
    }
}
