package io.millrace.scorer;

import java.nio.FloatBuffer;

/** What answers a matrix of encoded vectors with class probabilities. One thread at a time; {@link #close} is the last call. */
interface ScoringModel extends AutoCloseable {
    /**
     * Both matrices are direct, in native order, and may be longer than the rows need.
     *
     * @param vectors row after row from the beginning, NaN where a value is missing
     * @param rows how many rows are scored, at least 1
     * @param probabilities filled row after row from the beginning, in the order of the model's classes
     */
    void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities);

    @Override
    void close();
}
