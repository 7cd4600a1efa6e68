package io.millrace.scorer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The matrix that goes into a model and the one that comes out, outside the heap, where ONNX Runtime reads and writes them in
 * place. They grow with the widest model and are used again from batch to batch. Not thread-safe.
 */
final class Matrices {
    /** 64 MiB. */
    private static final int MOST_VALUES = 1 << 24;

    private FloatBuffer vectors = direct(0);
    private FloatBuffer probabilities = direct(0);

    /** How many of at most so many vectors of a length fit one matrix; at least 1. */
    static int rows(int most, int features) {
        return Math.max(1, Math.min(most, MOST_VALUES / Math.max(1, features)));
    }

    /** Makes room; what they held is lost where they grow. */
    void fit(int rows, int features, int classes) {
        vectors = fitting(vectors, rows * features);
        probabilities = fitting(probabilities, rows * classes);
    }

    /** Row after row, from the beginning. */
    FloatBuffer vectors() {
        return vectors;
    }

    /** Row after row, from the beginning. */
    FloatBuffer probabilities() {
        return probabilities;
    }

    private static FloatBuffer fitting(FloatBuffer matrix, int values) {
        return matrix.capacity() >= values ? matrix : direct(values);
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(Float.BYTES * values)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
