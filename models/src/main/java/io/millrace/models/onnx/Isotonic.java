package io.millrace.models.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A function of a probability that nowhere falls: straight between its knots, level outside them. In 32-bit floats, by the operations of the graph
 * that {@link IsotonicGraph} makes of it. Immutable.
 */
public final class Isotonic {
    private final float[] knots;
    private final float[] levels;

    /**
     * @param knots ascending, 0 to 1, at least one
     * @param levels what it is at each of them, never falling, above 0 and below 1
     */
    public Isotonic(float[] knots, float[] levels) {
        if (knots.length == 0 || knots.length != levels.length) {
            throw new IllegalArgumentException("%d levels do not fit %d knots".formatted(levels.length, knots.length));
        }
        for (int i = 0; i < knots.length; i++) {
            boolean rises = i == 0 || knots[i] > knots[i - 1] && levels[i] >= levels[i - 1];
            if (!rises || !(knots[i] >= 0 && knots[i] <= 1 && levels[i] > 0 && levels[i] < 1)) {
                throw new IllegalArgumentException(
                        "knot %d, %s at %s, does not lie between 0 and 1 above the one before"
                                .formatted(i, levels[i], knots[i]));
            }
        }
        this.knots = knots.clone();
        this.levels = levels.clone();
    }

    public float at(float probability) {
        int piece = 0;
        while (piece < knots.length && knots[piece] <= probability) {
            piece++;
        }
        float risen = low(piece) + (probability - start(piece)) / width(piece) * rise(piece);
        return Math.min(risen, high(piece)); // rounding would make it fall at some knots
    }

    public int knots() {
        return knots.length;
    }

    /** A knot; the first stands once more for what is before it, and pieces beyond the last are never looked at. */
    float knot(int index) {
        return index < knots.length ? knots[index] : 2;
    }

    /** Where a piece begins, the one before the first knot being piece 0. */
    float start(int piece) {
        return knots[place(piece)];
    }

    float width(int piece) {
        return inside(piece) ? knots[piece] - knots[piece - 1] : 1;
    }

    float low(int piece) {
        return levels[place(piece)];
    }

    float rise(int piece) {
        return high(piece) - low(piece);
    }

    float high(int piece) {
        return inside(piece) ? levels[piece] : low(piece);
    }

    private int place(int piece) {
        return Math.min(Math.max(piece, 1), knots.length) - 1;
    }

    private boolean inside(int piece) {
        return piece > 0 && piece < knots.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Isotonic that && Arrays.equals(knots, that.knots) && Arrays.equals(levels, that.levels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(knots) + Arrays.hashCode(levels);
    }

    /** Each knot and what it is there. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < knots.length; i++) {
            all.add(String.format(Locale.ROOT, "%s:%s", knots[i], levels[i]));
        }
        return String.join(" ", all);
    }
}
