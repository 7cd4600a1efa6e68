package io.millrace.learners;

/**
 * A question about one slot that a vector answers with yes or no: is the number at most a threshold, is the category this code.
 *
 * @param codes of the slot, 0 for a number
 * @param value the threshold or the code
 * @param missing the answer of a vector that lacks the value
 * @param gain of information, in bits; in a boosted tree what the loss falls by
 */
record Split(int slot, int codes, double value, boolean missing, double gain) {
    static Split kept(State state, Split split) {
        Split of = split == null ? new Split(0, 0, 0, false, 0) : split;
        return new Split(
                state.whole(of.slot),
                state.whole(of.codes),
                state.real(of.value),
                state.flag(of.missing),
                state.real(of.gain));
    }

    void describe(ForkPart part) {
        part.fork(slot, codes, value, missing);
    }

    boolean test(float[] values) {
        float found = values[slot];
        if (Float.isNaN(found)) {
            return missing;
        }
        return codes > 0 ? Layout.code(found, codes) == value : found <= value;
    }
}
