package io.millrace.scorer;

import java.nio.FloatBuffer;

/** The cold start: where no model fits, a vector is answered with the share of each class that the pipeline declares, or with its mean label. */
final class PriorModel implements ScoringModel {
    private final float[] shares;

    /** @param shares probability of each class, in the order of the pipeline's classes; or one number */
    PriorModel(float[] shares) {
        this.shares = shares.clone();
    }

    @Override
    public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
        for (int row = 0; row < rows; row++) {
            probabilities.put(row * shares.length, shares);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
