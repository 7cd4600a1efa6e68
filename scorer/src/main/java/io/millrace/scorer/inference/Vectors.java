package io.millrace.scorer.inference;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Rows that are to be answered.
 */
public final class Vectors {
    private final int rows;
    private final int length;
    private final Optional<String> encoder;
    private final float[] values;

    /**
     * @param rows at least 1
     * @param length values of a row
     * @param encoder fingerprint of the encoder that made them; empty where the sender says that they are the champion's
     * @param values row after row, NaN where missing; taken over, not copied
     */
    public Vectors(int rows, int length, Optional<String> encoder, float[] values) {
        if (rows < 1 || values.length != rows * length) {
            throw new IllegalArgumentException(rows + " rows of " + length + " are not " + values.length + " values");
        }
        this.rows = rows;
        this.length = length;
        this.encoder = encoder;
        this.values = values;
    }

    public int rows() {
        return rows;
    }

    public int length() {
        return length;
    }

    public Optional<String> encoder() {
        return encoder;
    }

    /**
     * Copies rows to where a model reads them.
     *
     * @param to row of the matrix that the first of them becomes
     */
    public void copy(int from, int count, FloatBuffer matrix, int to) {
        matrix.put(to * length, values, from * length, count * length);
    }

    /** One value of a row. */
    float at(int row, int place) {
        return values[row * length + place];
    }
}
