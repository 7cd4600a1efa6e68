package io.millrace.models.onnx;

import java.util.Arrays;

/** A growing list of vector positions. */
final class Slots {
    private int[] slots = new int[16];
    private int size;

    void add(int slot) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
        }
        slots[size++] = slot;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int[] toArray() {
        return Arrays.copyOf(slots, size);
    }
}
