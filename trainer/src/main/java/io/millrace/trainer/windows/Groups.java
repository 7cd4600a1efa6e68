package io.millrace.trainer.windows;

import java.util.Arrays;

/** The rows of a window by whom they are about. Groups are numbered by their hashes, ascending. */
final class Groups {
    private final long[] hashes;
    private final int[] ofRow;
    private final int[] sizes;

    private Groups(long[] hashes, int[] ofRow, int[] sizes) {
        this.hashes = hashes;
        this.ofRow = ofRow;
        this.sizes = sizes;
    }

    /** @param hashes one per row; equal ones make a group */
    static Groups of(long[] hashes) {
        long[] distinct = distinct(hashes);
        int[] ofRow = new int[hashes.length];
        int[] sizes = new int[distinct.length];
        for (int row = 0; row < hashes.length; row++) {
            ofRow[row] = Arrays.binarySearch(distinct, hashes[row]);
            sizes[ofRow[row]]++;
        }
        return new Groups(distinct, ofRow, sizes);
    }

    private static long[] distinct(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    int count() {
        return sizes.length;
    }

    int rows() {
        return ofRow.length;
    }

    int ofRow(int row) {
        return ofRow[row];
    }

    int size(int group) {
        return sizes[group];
    }

    /** The hash as a share, 0 to below 1: how far up it lies among all there can be. */
    double share(int group) {
        return (hashes[group] >>> 11) * 0x1p-53;
    }
}
