package io.millrace.learners;

/** The examples of a window by their bins. */
final class BinnedRows {
    private final Bins bins;
    private final int slots;
    /** By row and slot: where its bin's two sums stand among those of all bins. */
    private final int[] cells;

    BinnedRows(WindowRows rows, Bins bins) {
        this.bins = bins;
        slots = bins.codes.length;
        cells = new int[Math.multiplyExact(rows.count(), slots)];
        for (int row = 0; row < rows.count(); row++) {
            for (int slot = 0; slot < slots; slot++) {
                cells[row * slots + slot] = 2 * bins.of(slot, rows.value(row, slot));
            }
        }
    }

    /** How many sums there are. */
    int width() {
        return 2 * bins.width();
    }

    /** Adds a row's gradient and curvature to the sums of its bins. */
    void addTo(double[] sums, int row, double gradient, double curvature) {
        int from = row * slots;
        for (int at = from; at < from + slots; at++) {
            int cell = cells[at];
            sums[cell] += gradient;
            sums[cell + 1] += curvature;
        }
    }

    /** What the row's vector answers. */
    boolean answer(int row, Split split) {
        int slot = split.slot();
        int bin = cells[row * slots + slot] / 2 - bins.offsets[slot] - 1;
        if (bin < 0) {
            return split.missing();
        }
        float[] edges = bins.edges[slot];
        return split.codes() > 0 ? bin == (int) split.value() : bin < edges.length && edges[bin] <= split.value();
    }

    /** The leaf where the row's vector ends. */
    int find(int row, BoostedTree tree) {
        int place = 0;
        for (Split split = tree.split(place); split != null; split = tree.split(place)) {
            place = tree.next(place, answer(row, split));
        }
        return place;
    }
}
