package io.millrace.learners;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of a few bins each value falls into (Ke et al. 2017, LightGBM): numbers by edges between which about as many values of the window lie, codes
 * by themselves. The first bin of a slot is for what is missing. Of slots with codes those of the fewest are asked for, as many as have no more than
 * {@value #MOST_CODES} codes together; the others are numbers without edges, so that nothing can be asked of them.
 */
final class Bins {
    /** Edges are taken from about so many rows. */
    private static final int LOOKED_AT = 2_000;

    /** So that the sums of a tree of 16 leaves take some MB, whatever the layout. */
    static final int MOST_CODES = 8_192;

    /** By slot: codes, 0 for a number or where it is not asked for. */
    final int[] codes;
    /** By slot: what is at most the n-th edge and above the one before falls into the bin n + 1; null for codes. */
    final float[][] edges;
    /** Where the bins of a slot begin, and where those of the last end. */
    final int[] offsets;

    /** @param most bins of a number, without the one for what is missing */
    Bins(int[] codes, WindowRows rows, int most) {
        this.codes = asked(codes);
        edges = new float[codes.length][];
        offsets = new int[codes.length + 1];
        for (int slot = 0; slot < codes.length; slot++) {
            if (codes[slot] == 0) {
                edges[slot] = edges(sorted(rows, slot), most);
            } else if (this.codes[slot] == 0) {
                edges[slot] = new float[0];
            }
            offsets[slot + 1] = offsets[slot] + 1 + (edges[slot] == null ? codes[slot] : edges[slot].length + 1);
        }
    }

    /** Codes by slot, 0 where too many. */
    private static int[] asked(int[] codes) {
        int[] asked = new int[codes.length];
        int[] fewestFirst = IntStream.range(0, codes.length)
                .boxed()
                .sorted(Comparator.comparingInt(slot -> codes[slot]))
                .mapToInt(Integer::intValue)
                .toArray();
        int left = MOST_CODES;
        for (int slot : fewestFirst) {
            asked[slot] = codes[slot] <= left ? codes[slot] : 0;
            left -= asked[slot];
        }
        return asked;
    }

    /** How many there are of all slots. */
    int width() {
        return offsets[codes.length];
    }

    /** Among the bins of all slots. */
    int of(int slot, float value) {
        if (Float.isNaN(value)) {
            return offsets[slot];
        }
        int at = codes[slot] > 0 ? Layout.code(value, codes[slot]) : below(edges[slot], value);
        return offsets[slot] + 1 + at;
    }

    /** How many edges are below the value. */
    private static int below(float[] edges, float value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static float[] sorted(WindowRows rows, int slot) {
        int step = Math.max(1, rows.count() / LOOKED_AT);
        float[] found = new float[(rows.count() + step - 1) / step];
        int count = 0;
        for (int row = 0; row < rows.count(); row += step) {
            float value = rows.value(row, slot);
            if (!Float.isNaN(value)) {
                found[count++] = value;
            }
        }
        float[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Each is a value that was seen, with another above it. */
    private static float[] edges(float[] sorted, int most) {
        float[] edges = new float[most - 1];
        int count = 0;
        for (int bin = 1; bin < most && sorted.length > 0; bin++) {
            float edge = sorted[(int) ((long) bin * sorted.length / most)];
            if (edge < sorted[sorted.length - 1] && (count == 0 || edge > edges[count - 1])) {
                edges[count++] = edge;
            }
        }
        return Arrays.copyOf(edges, count);
    }
}
