package io.millrace.learners;

/**
 * How an adaptive tree changes.
 *
 * @param tree how it grows; leaves look at all slots
 * @param drift δ of the detectors at its nodes, between 0 and 1
 * @param swap δ of the comparison of a part with its alternative, between 0 and 1
 */
public record AdaptiveTreeSettings(TreeSettings tree, double drift, double swap) {
    public AdaptiveTreeSettings {
        if (!(drift > 0 && drift < 1) || !(swap > 0 && swap < 1)) {
            throw new IllegalArgumentException("drift and swap must be between 0 and 1: " + drift + ", " + swap);
        }
    }

    /**
     * More eager to split than a tree that never takes a split back: looks every 50 examples, δ = 1e-4, ties at 0.1; detectors at 0.005,
     * comparison at 0.2; at most 4 million numbers, 32 MB.
     */
    public static AdaptiveTreeSettings standard() {
        return new AdaptiveTreeSettings(new TreeSettings(50, 1e-4, 0.1, 0, 4_000_000), 0.005, 0.2);
    }
}
