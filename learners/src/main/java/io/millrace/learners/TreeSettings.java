package io.millrace.learners;

/**
 * How a Hoeffding tree grows.
 *
 * @param gracePeriod weight that a leaf must see between two looks for a split, at least 1
 * @param confidence δ, the probability that the chosen split is not the best one, between 0 and 1
 * @param tie difference in gain, in bits, below which two splits are as good
 * @param slotsPerLeaf how many slots, drawn anew for each leaf, may be split on; 0 for all
 * @param maxNumbers how many numbers (8 bytes each) the whole tree may take. At the limit the leaves where least is to be
 *     gained stop growing; they still answer their class shares
 */
public record TreeSettings(int gracePeriod, double confidence, double tie, int slotsPerLeaf, int maxNumbers) {
    public TreeSettings {
        require(gracePeriod >= 1, "gracePeriod must be at least 1: " + gracePeriod);
        require(confidence > 0 && confidence < 1, "confidence must be between 0 and 1: " + confidence);
        require(tie >= 0, "tie must be at least 0: " + tie);
        require(slotsPerLeaf >= 0, "slotsPerLeaf must be at least 0: " + slotsPerLeaf);
        require(maxNumbers >= 1, "maxNumbers must be at least 1: " + maxNumbers);
    }

    /** As in the paper: looks every 200 examples, δ = 1e-7, ties at 0.05; at most 4 million numbers, 32 MB. */
    public static TreeSettings standard() {
        return new TreeSettings(200, 1e-7, 0.05, 0, 4_000_000);
    }

    TreeSettings withSlotsPerLeaf(int count) {
        return new TreeSettings(gracePeriod, confidence, tie, count, maxNumbers);
    }

    TreeSettings withMaxNumbers(int numbers) {
        return new TreeSettings(gracePeriod, confidence, tie, slotsPerLeaf, numbers);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
