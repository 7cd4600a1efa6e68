package io.millrace.models.onnx;

/**
 * One regression tree of an ensemble, as arrays over its nodes, of which the first is the root. A row goes left where its number is
 * below the node's, and where a missing one is said to go. Immutable.
 */
public final class Tree {
    private static final String BELOW = "BRANCH_LT";

    private final int output;
    private final int[] left;
    private final int[] right;
    private final int[] slots;
    private final float[] numbers;
    private final boolean[] missingLeft;

    /**
     * @param output which of the ensemble's outputs it adds to, from 0
     * @param left node to the left of each node, always a later one; negative for a leaf
     * @param slots place in the vector that each node asks for; of no meaning for a leaf
     * @param numbers what each node compares with; a leaf's answer
     */
    public Tree(int output, int[] left, int[] right, int[] slots, float[] numbers, boolean[] missingLeft) {
        this.output = output;
        this.left = left.clone();
        this.right = right.clone();
        this.slots = slots.clone();
        this.numbers = numbers.clone();
        this.missingLeft = missingLeft.clone();
        for (int node = 0; node < left.length; node++) {
            if (!isLeaf(node) && (left[node] <= node || right[node] <= node)) {
                throw new IllegalArgumentException("node %d of a tree goes back to an earlier one".formatted(node));
            }
        }
    }

    private boolean isLeaf(int node) {
        return left[node] < 0;
    }

    /** @param tree number that it has there */
    void addTo(Ensemble ensemble, int tree) {
        for (int node = 0; node < left.length; node++) {
            if (isLeaf(node)) {
                ensemble.leaf(tree, node);
                ensemble.answer(tree, node, output, numbers[node]);
            } else {
                int position = ensemble.fork(tree, node, slots[node], BELOW, numbers[node], missingLeft[node]);
                ensemble.yes(position, left[node]);
                ensemble.no(position, right[node]);
            }
        }
    }
}
