package io.millrace.scorer;

import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;

/** Vectors that go into one call of one model, in the order they came. Its arrays are used again from batch to batch. */
final class MicroBatch {
    private final int capacity;
    private final List<Arrival> arrivals;
    private float[] matrix = new float[0];
    private float[] probabilities = new float[0];

    MicroBatch(int capacity) {
        this.capacity = capacity;
        this.arrivals = new ArrayList<>(capacity);
    }

    void add(Arrival arrival) {
        arrivals.add(arrival);
    }

    boolean isFull() {
        return arrivals.size() == capacity;
    }

    boolean isEmpty() {
        return arrivals.isEmpty();
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    void clear() {
        arrivals.clear();
    }

    /** Probabilities row after row, in the order of the model's classes; valid until the next call. */
    float[] score(ServingModel model, Timer timer) {
        int rows = arrivals.size();
        matrix = sized(matrix, model.features());
        probabilities = sized(probabilities, model.classes().size());
        for (int row = 0; row < rows; row++) {
            copy(arrivals.get(row).values(), row * model.features(), model.features());
        }
        timer.record(() -> model.model().scoreInto(matrix, rows, probabilities));
        return probabilities;
    }

    /** Avro's reader has boxed the values already; they are unboxed once, here. */
    private void copy(List<Float> values, int at, int length) {
        for (int i = 0; i < length; i++) {
            matrix[at + i] = values.get(i);
        }
    }

    private float[] sized(float[] array, int width) {
        return array.length >= capacity * width ? array : new float[capacity * width];
    }
}
