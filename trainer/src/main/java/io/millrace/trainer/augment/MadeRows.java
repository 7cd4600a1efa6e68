package io.millrace.trainer.augment;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.Arrays;

/** Examples that were made, row after row. Confined to one thread. */
final class MadeRows {
    private final TrainingWindow window;
    private final int features;
    private final int most;
    private float[] matrix;
    private int[] labels;
    private int rows;

    /** @param window whose examples they come behind */
    MadeRows(TrainingWindow window) {
        this.window = window;
        this.features = window.features();
        this.most = Integer.MAX_VALUE / features - window.rows();
        this.matrix = new float[Math.min(64, most) * features];
        this.labels = new int[Math.min(64, most)];
    }

    /**
     * Adds a copy of a row of the window, to be changed by {@link #set}.
     *
     * @throws IllegalStateException where window and made rows together are more than an array holds
     */
    void copy(int row) {
        if (rows == most) {
            throw new IllegalStateException(
                    "a window of %d examples and those that training.augment makes of it are too many: make one of them smaller"
                            .formatted(window.rows()));
        }
        if (rows == labels.length) {
            int capacity = (int) Math.min(2L * rows, most);
            labels = Arrays.copyOf(labels, capacity);
            matrix = Arrays.copyOf(matrix, capacity * features);
        }
        System.arraycopy(window.matrix(), row * features, matrix, rows * features, features);
        labels[rows++] = window.labels()[row];
    }

    /** Changes a value of the row added last. */
    void set(int slot, float value) {
        matrix[(rows - 1) * features + slot] = value;
    }

    /** A value of the row added last. */
    float get(int slot) {
        return matrix[(rows - 1) * features + slot];
    }

    int rows() {
        return rows;
    }

    /** The window with these behind it. */
    TrainingWindow behindWindow() {
        return rows == 0
                ? window
                : window.followedBy(new TrainingWindow(
                        features, Arrays.copyOf(matrix, rows * features), Arrays.copyOf(labels, rows)));
    }
}
