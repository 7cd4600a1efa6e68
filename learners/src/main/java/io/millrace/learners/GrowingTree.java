package io.millrace.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What trees that only grow have in common: which slots a leaf may split on, where a vector ends, and how much memory they take.
 *
 * @param <E> their leaves
 */
final class GrowingTree<E extends TreeEnd<E>> {
    private static final int EXAMPLES_PER_SIZING = 1 << 12;

    private final TreeSettings settings;
    private final Chance chance;
    private final Node<E> root;
    private Columns all;
    /** Size when last measured, and all that new leaves can have come to since. */
    private long mostSize;

    private int untilSizing = EXAMPLES_PER_SIZING;

    /** @param all what the tree may look at */
    GrowingTree(Columns all, TreeSettings settings, long seed, Function<Columns, E> leaf) {
        this.settings = settings;
        this.all = all;
        chance = new Chance(seed);
        root = new Node<>(leaf.apply(columns()));
    }

    /** The columns come first: those who look at them may stand anywhere. */
    void keepColumns(State state) {
        all = all.kept(state, all);
        chance.keep(state);
    }

    void keepNodes(State state) {
        mostSize = state.whole(mostSize);
        untilSizing = state.whole(untilSizing);
        root.keep(state, all);
    }

    Columns all() {
        return all;
    }

    /** The leaf at which these values end. */
    Node<E> find(float[] values) {
        return root.find(values);
    }

    /**
     * To be told of each example.
     *
     * @param split null for none
     * @param mostLeaf how many numbers a leaf can come to hold
     */
    void grow(Node<E> node, Split split, long mostLeaf) {
        if (split != null) {
            node.split(split, this::columns);
            mostSize += 2L * Node.mostSize(mostLeaf);
        }
        if (--untilSizing == 0 || split != null && mostSize > settings.maxNumbers()) {
            untilSizing = EXAMPLES_PER_SIZING;
            mostSize = keepWithinLimit();
        }
    }

    <P extends ForkPart> void describe(P part, BiConsumer<P, E> leaves) {
        root.describe(part, leaves);
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
        List<E> growing = new ArrayList<>();
        root.visit(node -> {
            if (node.leaf.growing()) {
                growing.add(node.leaf);
            }
        });
        return settings.maxNumbers() + TreeEnd.restLeastPromising(growing, size - settings.maxNumbers());
    }
}
