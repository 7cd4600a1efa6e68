package io.millrace.learners;

/**
 * A question about one slot that a vector answers with yes or no: is the number at most a threshold, is the category this code.
 *
 * @param codes of the slot, 0 for a number
 * @param value the threshold or the code
 * @param missing the answer of a vector that lacks the value
 * @param gain of information, in bits
 */
record Split(int slot, int codes, double value, boolean missing, double gain) {
    boolean test(float[] values) {
        float found = values[slot];
        if (Float.isNaN(found)) {
            return missing;
        }
        return codes > 0 ? Layout.code(found, codes) == value : found <= value;
    }
}
