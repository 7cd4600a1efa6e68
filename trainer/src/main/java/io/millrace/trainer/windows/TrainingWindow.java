package io.millrace.trainer.windows;

import java.util.Arrays;

/**
 * Labelled vectors in time order: what models are trained and judged on. The arrays are shared, not copied, because windows
 * are large: nobody changes them.
 */
public final class TrainingWindow {
    private final int features;
    private final float[] matrix;
    private final int[] labels;

    /**
     * @param matrix encoded vectors, row after row, NaN where missing
     * @param labels class index of each row
     */
    public TrainingWindow(int features, float[] matrix, int[] labels) {
        if (matrix.length != labels.length * features) {
            throw new IllegalArgumentException(
                    "%d labels of %d features do not fit %d values".formatted(labels.length, features, matrix.length));
        }
        this.features = features;
        this.matrix = matrix;
        this.labels = labels;
    }

    /** One window cut in two by time: what came later judges what was learnt from what came before. */
    public record Split(TrainingWindow training, TrainingWindow heldOut) {}

    public int features() {
        return features;
    }

    public int rows() {
        return labels.length;
    }

    public float[] matrix() {
        return matrix;
    }

    public int[] labels() {
        return labels;
    }

    /** Holds out the latest share; each part has at least one row where there are two. */
    public Split split(double heldOutShare) {
        int heldOut = (int) Math.round(rows() * heldOutShare);
        int cut = rows() - Math.min(Math.max(heldOut, 1), rows() - 1);
        return new Split(part(0, cut), part(cut, rows()));
    }

    /** How many different classes there are among the labels. */
    public int distinctLabels() {
        return (int) Arrays.stream(labels).distinct().count();
    }

    private TrainingWindow part(int from, int to) {
        return new TrainingWindow(
                features,
                Arrays.copyOfRange(matrix, from * features, to * features),
                Arrays.copyOfRange(labels, from, to));
    }
}
