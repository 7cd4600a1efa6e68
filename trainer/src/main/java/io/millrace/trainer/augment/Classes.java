package io.millrace.trainer.augment;

import java.util.Arrays;

/** The rows of a window by their class. */
final class Classes {
    private final int[][] rows;

    private Classes(int[][] rows) {
        this.rows = rows;
    }

    static Classes of(int[] labels) {
        int[] sizes = new int[1 + Arrays.stream(labels).max().orElse(-1)];
        for (int label : labels) {
            sizes[label]++;
        }
        int[][] rows = new int[sizes.length][];
        for (int label = 0; label < rows.length; label++) {
            rows[label] = new int[sizes[label]];
        }
        for (int row = labels.length - 1; row >= 0; row--) {
            rows[labels[row]][--sizes[labels[row]]] = row;
        }
        return new Classes(rows);
    }

    int count() {
        return rows.length;
    }

    /** Rows of a class, ascending; not to be changed. */
    int[] rows(int label) {
        return rows[label];
    }

    /** How many examples the most frequent class has. */
    int largest() {
        return Arrays.stream(rows).mapToInt(of -> of.length).max().orElse(0);
    }
}
