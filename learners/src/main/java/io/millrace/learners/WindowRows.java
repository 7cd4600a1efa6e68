package io.millrace.learners;

import java.util.Arrays;

/** The latest examples, the oldest first; the oldest go where there are too many. */
final class WindowRows {
    private final int length;
    private final int most;
    /** Vectors one behind the other, around the end. */
    private float[] values;

    private int[] labels;
    private double[] weights;
    private int first;
    private int count;

    /** @param length of a vector */
    WindowRows(int length, int most) {
        this.length = length;
        this.most = most;
        values = new float[Math.multiplyExact(length, most)];
        labels = new int[most];
        weights = new double[most];
    }

    void keep(State state) {
        count = state.whole(count);
        float[] ownValues = new float[count * length];
        int[] ownLabels = new int[count];
        double[] ownWeights = new double[count];
        for (int row = 0; row < Math.min(count, most); row++) {
            System.arraycopy(values, place(row) * length, ownValues, row * length, length);
            ownLabels[row] = labels[place(row)];
            ownWeights[row] = weights[place(row)];
        }
        first = 0;
        values = Arrays.copyOf(state.reals(ownValues), values.length);
        labels = Arrays.copyOf(state.wholes(ownLabels), most);
        weights = Arrays.copyOf(state.reals(ownWeights), most);
    }

    void add(float[] vector, int label, double weight) {
        int place = place(count);
        System.arraycopy(vector, 0, values, place * length, length);
        labels[place] = label;
        weights[place] = weight;
        if (count == most) {
            first = place(1);
        } else {
            count++;
        }
    }

    /** Forgets all but so many of the latest. */
    void cutTo(int latest) {
        int gone = Math.max(0, count - latest);
        first = place(gone);
        count -= gone;
    }

    int count() {
        return count;
    }

    float value(int row, int slot) {
        return values[place(row) * length + slot];
    }

    int label(int row) {
        return labels[place(row)];
    }

    double weight(int row) {
        return weights[place(row)];
    }

    private int place(int row) {
        int place = first + row;
        return place < most ? place : place - most;
    }
}
