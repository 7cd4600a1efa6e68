package io.millrace.learners;

/**
 * How a forest of online trees is kept.
 *
 * @param trees how many, at least 1
 * @param lambda mean number of times that each tree takes each example, above 0
 * @param warning δ of the detector whose alarm starts a background tree
 * @param drift δ of the detector whose alarm replaces the tree
 * @param slots share of the slots that are drawn for a leaf or a tree, above 0 to 1; at least two slots are
 * @param tree how each tree grows
 */
public record ForestSettings(int trees, double lambda, double warning, double drift, double slots, TreeSettings tree) {
    public ForestSettings {
        require(trees >= 1, "trees must be at least 1: " + trees);
        require(lambda > 0, "lambda must be above 0: " + lambda);
        require(warning > 0 && warning < 1, "warning must be between 0 and 1: " + warning);
        require(drift > 0 && drift < 1, "drift must be between 0 and 1: " + drift);
        require(slots > 0 && slots <= 1, "slots must be above 0 and at most 1: " + slots);
    }

    /** The same with another number of trees. */
    ForestSettings withTrees(int other) {
        return new ForestSettings(other, lambda, warning, drift, slots, tree);
    }

    /** How many of so many slots are drawn. */
    int drawn(int length) {
        return Math.min(length, Math.max(2, (int) Math.round(slots * length)));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
