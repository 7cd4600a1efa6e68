package io.millrace.trainer.windows;

import java.util.Arrays;

/**
 * The latest examples of one partition, in primitive arrays: up to the limit, and at most twice that between compactions. Ids
 * and entities are kept as hashes.
 * Confined to one thread.
 */
final class PartitionTail {
    private final int limit;
    private final int features;
    private int size;
    private long[] offsets = new long[64];
    private long[] timestamps = new long[64];
    private float[] labels = new float[64];
    private int[] encoders = new int[64];
    private long[] ids = new long[64];
    private long[] groups = new long[64];
    private boolean[] corrections = new boolean[64];
    private float[] values;

    PartitionTail(int limit, int features) {
        this.limit = limit;
        this.features = features;
        this.values = new float[64 * features];
    }

    /**
     * @param label index of a class, which a float holds exactly, or a number
     * @param encoder number of the encoder that made the vector
     */
    void add(long offset, long timestamp, float label, int encoder, Row example) {
        if (size == offsets.length) {
            makeRoom();
        }
        offsets[size] = offset;
        timestamps[size] = timestamp;
        labels[size] = label;
        encoders[size] = encoder;
        ids[size] = RowHash.of(example.id());
        String entity = example.entity();
        groups[size] = entity == null ? ids[size] : RowHash.of(entity);
        corrections[size] = example.corrects();
        example.copyTo(values, size * features);
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

    float label(int row) {
        return labels[row];
    }

    int encoder(int row) {
        return encoders[row];
    }

    /** Hash of the id. */
    long id(int row) {
        return ids[row];
    }

    /** Hash of the entity, or of the id where none is named. */
    long group(int row) {
        return groups[row];
    }

    /** Whether it replaces an earlier example of its id. */
    boolean corrects(int row) {
        return corrections[row];
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
            ids = Arrays.copyOf(ids, capacity);
            groups = Arrays.copyOf(groups, capacity);
            corrections = Arrays.copyOf(corrections, capacity);
            values = Arrays.copyOf(values, capacity * features);
            return;
        }
        compact();
    }

    /**
     * Keeps the latest that no later one corrects. A row that goes has held back those before it, where it was older than they are: what is
     * next to it is as old as it then, or partitions would be merged in another order than before.
     */
    private void compact() {
        Corrections seen = new Corrections();
        int[] kept = new int[limit];
        int first = limit;
        long gone = Long.MAX_VALUE;
        for (int row = size - 1; row >= 0 && first > 0; row--) {
            if (seen.replaces(ids[row], corrections[row])) {
                gone = Math.min(gone, timestamps[row]);
            } else {
                timestamps[row] = Math.min(timestamps[row], gone);
                gone = Long.MAX_VALUE;
                kept[--first] = row;
            }
        }
        size = limit - first;
        for (int row = 0; row < size; row++) {
            move(kept[first + row], row);
        }
    }

    private void move(int from, int to) {
        offsets[to] = offsets[from];
        timestamps[to] = timestamps[from];
        labels[to] = labels[from];
        encoders[to] = encoders[from];
        ids[to] = ids[from];
        groups[to] = groups[from];
        corrections[to] = corrections[from];
        System.arraycopy(values, from * features, values, to * features, features);
    }
}
