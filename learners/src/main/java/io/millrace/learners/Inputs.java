package io.millrace.learners;

/**
 * A vector as a linear model takes it: a constant 1; each number by its distance from the mean so far in standard deviations so far, at most
 * {@value #FARTHEST}; each code, and each missing value, as a 1 at its own place.
 */
final class Inputs {
    private static final double FARTHEST = 5;

    private final int[] codes;
    private final int[] offsets;
    private double[] counts;
    private double[] means;
    private double[] squares;
    /** Places of what is not 0, and what stands there. */
    final int[] at;

    final double[] value;
    /** How many places there are. */
    final int width;

    Inputs(Layout layout) {
        int length = layout.length();
        codes = new int[length];
        offsets = new int[length];
        counts = new double[length];
        means = new double[length];
        squares = new double[length];
        at = new int[1 + length];
        value = new double[1 + length];
        value[0] = 1;
        int next = 1;
        for (int slot = 0; slot < length; slot++) {
            codes[slot] = layout.codes().get(slot);
            offsets[slot] = next;
            next += 1 + Math.max(1, codes[slot]);
        }
        width = next;
    }

    void keep(State state) {
        counts = state.reals(counts);
        means = state.reals(means);
        squares = state.reals(squares);
    }

    /** Means and deviations take these values in. */
    void observe(float[] values, double weight) {
        for (int slot = 0; slot < codes.length; slot++) {
            if (codes[slot] == 0 && !Float.isNaN(values[slot])) {
                counts[slot] += weight;
                double off = values[slot] - means[slot];
                means[slot] += off * weight / counts[slot];
                squares[slot] += weight * off * (values[slot] - means[slot]);
            }
        }
    }

    /** Takes down what the numbers are scaled by, and a class's weights. */
    void describe(LinearPart part, int label, double[] weights) {
        part.constant(label, weights[0]);
        for (int slot = 0; slot < codes.length; slot++) {
            int at = offsets[slot];
            for (int code = 0; codes[slot] > 0 && code <= codes[slot]; code++) {
                part.code(label, slot, code, weights[at + code]);
            }
            if (codes[slot] == 0) {
                double scale = squares[slot] > 0 ? 1 / Math.sqrt(squares[slot] / counts[slot]) : 0;
                part.scaled(slot, means[slot], scale, FARTHEST);
                part.number(label, slot, weights[at], weights[at + 1]);
            }
        }
    }

    /** Writes {@link #at} and {@link #value}. */
    void set(float[] values) {
        for (int slot = 0; slot < codes.length; slot++) {
            float found = values[slot];
            boolean missing = Float.isNaN(found);
            boolean number = codes[slot] == 0 && !missing;
            at[1 + slot] =
                    offsets[slot] + (missing ? Math.max(1, codes[slot]) : number ? 0 : Layout.code(found, codes[slot]));
            value[1 + slot] = number ? scaled(slot, found) : 1;
        }
    }

    private double scaled(int slot, double found) {
        if (squares[slot] <= 0) {
            return 0;
        }
        double deviations = (found - means[slot]) / Math.sqrt(squares[slot] / counts[slot]);
        return Math.max(-FARTHEST, Math.min(FARTHEST, deviations));
    }
}
