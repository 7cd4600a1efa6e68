package io.millrace.learners;

/**
 * How {@link WindowBoosting} keeps examples and fits trees to them.
 *
 * @param window how many of the latest examples are kept, at least 2
 * @param maxNumbers how many numbers (4 bytes each) these may hold: of long vectors fewer are kept
 * @param first at least so many examples come before the first fit and, where errors do not rise, between two, at least 2; more come where a tree could not split so few
 * @param every at most so many examples come between two fits, at least 2
 * @param trees how many are fitted at most; each class has as many of them as the others
 * @param leaves of a tree at most, at least 2
 * @param rate η, the part of what a leaf would say that it says, above 0 and at most 1
 * @param ridge λ, added to the curvature at a leaf, at least 0
 * @param leastCurvature of the examples at a leaf, above 0; one of weight 1 has at most a quarter
 * @param bins that numbers are sorted into, 2 to 255
 * @param sample share of the examples that a tree is fitted to, above 0 and at most 1
 * @param delta δ, the confidence of a cut of the window where errors rise, between 0 and 1
 */
public record BoostingSettings(
        int window,
        int maxNumbers,
        int first,
        int every,
        int trees,
        int leaves,
        double rate,
        double ridge,
        double leastCurvature,
        int bins,
        double sample,
        double delta) {
    public BoostingSettings {
        require(window >= 2, "window must be at least 2: " + window);
        require(maxNumbers >= 1, "maxNumbers must be at least 1: " + maxNumbers);
        require(first >= 2, "first must be at least 2: " + first);
        require(every >= 2, "every must be at least 2: " + every);
        require(trees >= 1, "trees must be at least 1: " + trees);
        require(leaves >= 2, "leaves must be at least 2: " + leaves);
        require(rate > 0 && rate <= 1, "rate must be above 0 and at most 1: " + rate);
        require(ridge >= 0, "ridge must be at least 0: " + ridge);
        require(leastCurvature > 0, "leastCurvature must be above 0: " + leastCurvature);
        require(bins >= 2 && bins <= 255, "bins must be 2 to 255: " + bins);
        require(sample > 0 && sample <= 1, "sample must be above 0 and at most 1: " + sample);
        require(delta > 0 && delta < 1, "delta must be between 0 and 1: " + delta);
    }

    /** With fewer rows of weight 1 than this, each with all the curvature it can have, no tree could split. */
    int leastRows() {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(2 * leastCurvature / (sample / 4)));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
