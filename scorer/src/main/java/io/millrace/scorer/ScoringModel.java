package io.millrace.scorer;

/** What answers a matrix of encoded vectors with class probabilities. One thread at a time; {@link #close} is the last call. */
interface ScoringModel extends AutoCloseable {
    /**
     * @param matrix vectors row after row, NaN where a value is missing; may be longer than the rows need
     * @param rows how many rows are scored, at least 1
     * @param probabilities filled row after row, in the order of the model's classes; may be longer than the rows need
     */
    void scoreInto(float[] matrix, int rows, float[] probabilities);

    @Override
    void close();
}
