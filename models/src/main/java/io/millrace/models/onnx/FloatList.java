package io.millrace.models.onnx;

import java.util.Arrays;

/** A growing list of numbers. */
final class FloatList {
    private float[] numbers = new float[16];
    private int size;

    void add(float number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    float[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
