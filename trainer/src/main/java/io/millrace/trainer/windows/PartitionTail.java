package io.millrace.trainer.windows;

import io.millrace.schemas.Example;
import java.util.Arrays;
import java.util.List;

/**
 * The latest examples of one partition, in primitive arrays: up to the limit, and at most twice that between compactions.
 * Confined to one thread.
 */
final class PartitionTail {
    private final int limit;
    private final int features;
    private int size;
    private long[] offsets = new long[64];
    private long[] timestamps = new long[64];
    private int[] labels = new int[64];
    private int[] encoders = new int[64];
    private float[] values;

    PartitionTail(int limit, int features) {
        this.limit = limit;
        this.features = features;
        this.values = new float[64 * features];
    }

    /** @param encoder number of the encoder that made the vector */
    void add(long offset, long timestamp, int label, int encoder, Example example) {
        if (size == offsets.length) {
            makeRoom();
        }
        offsets[size] = offset;
        timestamps[size] = timestamp;
        labels[size] = label;
        encoders[size] = encoder;
        List<Float> vector = example.getValues();
        for (int i = 0; i < features; i++) {
            values[size * features + i] = vector.get(i);
        }
        size++;
    }

    int size() {
        return size;
    }

    long offset(int row) {
        return offsets[row];
    }

    long timestamp(int row) {
        return timestamps[row];
    }

    int label(int row) {
        return labels[row];
    }

    int encoder(int row) {
        return encoders[row];
    }

    void copy(int row, float[] matrix, int to) {
        System.arraycopy(values, row * features, matrix, to * features, features);
    }

    private void makeRoom() {
        if (size < 2L * limit) {
            int capacity = (int) Math.min(2L * size, 2L * limit);
            offsets = Arrays.copyOf(offsets, capacity);
            timestamps = Arrays.copyOf(timestamps, capacity);
            labels = Arrays.copyOf(labels, capacity);
            encoders = Arrays.copyOf(encoders, capacity);
            values = Arrays.copyOf(values, capacity * features);
            return;
        }
        int dropped = size - limit;
        System.arraycopy(offsets, dropped, offsets, 0, limit);
        System.arraycopy(timestamps, dropped, timestamps, 0, limit);
        System.arraycopy(labels, dropped, labels, 0, limit);
        System.arraycopy(encoders, dropped, encoders, 0, limit);
        System.arraycopy(values, dropped * features, values, 0, limit * features);
        size = limit;
    }
}
