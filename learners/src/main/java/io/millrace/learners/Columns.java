package io.millrace.learners;

import java.util.Arrays;

/**
 * The slots that somebody looks at, and where each one's numbers stand in a row of statistics: five for a number (weight, mean, sum of
 * squares about the mean, least, greatest), and 1 + codes for a category (weight, weight of each code).
 */
final class Columns {
    static final int WEIGHT = 0;
    static final int MEAN = 1;
    static final int SQUARES = 2;
    static final int LEAST = 3;
    static final int GREATEST = 4;
    private static final int NUMBERS = 5;

    private final Layout layout;

    /** Ascending. */
    final int[] slots;

    /** By position in {@code slots}: 0 for a number. */
    final int[] codes;

    final int[] offsets;
    /** Length of a row. */
    final int width;

    Columns(Layout layout, int[] slots) {
        this.layout = layout;
        this.slots = slots;
        codes = Arrays.stream(slots).map(layout.codes()::get).toArray();
        offsets = new int[slots.length];
        int at = 0;
        for (int i = 0; i < slots.length; i++) {
            offsets[i] = at;
            at += codes[i] > 0 ? 1 + codes[i] : NUMBERS;
        }
        width = at;
    }

    static Columns all(Layout layout) {
        int[] slots = new int[layout.length()];
        Arrays.setAll(slots, slot -> slot);
        return new Columns(layout, slots);
    }

    /** These, or those that a state names; {@code all} where it names all of them. */
    Columns kept(State state, Columns all) {
        int[] own = state.wholes(slots);
        if (Arrays.equals(own, all.slots)) {
            return all;
        }
        return Arrays.equals(own, slots) ? this : new Columns(layout, own);
    }

    Layout layout() {
        return layout;
    }

    /** Those at these positions. */
    Columns some(int[] positions) {
        return new Columns(layout, Arrays.stream(positions).map(at -> slots[at]).toArray());
    }

    /** Where a slot's numbers begin. It must be among the slots. */
    int offset(int slot) {
        return offsets[Arrays.binarySearch(slots, slot)];
    }
}
