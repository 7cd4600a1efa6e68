package io.millrace.learners;

import java.util.List;

/**
 * What stands where in a vector.
 *
 * @param codes one per slot: 0 for a number; n for a category whose value is a code from 0 to n - 1. Code 0 is "unknown", and what a
 *     vector holds beyond the codes counts as 0. Missing is NaN for both.
 */
public record Layout(List<Integer> codes) {
    public Layout {
        codes = List.copyOf(codes);
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("codes must name at least one slot");
        }
        for (int of : codes) {
            if (of < 0) {
                throw new IllegalArgumentException("codes must be at least 0, not " + of);
            }
        }
    }

    /** Length of a vector. */
    public int length() {
        return codes.size();
    }

    /** The code that a categorical slot of so many codes takes a value for. The value must not be NaN. */
    static int code(float value, int codes) {
        int code = (int) value;
        return code >= 0 && code < codes ? code : 0;
    }
}
