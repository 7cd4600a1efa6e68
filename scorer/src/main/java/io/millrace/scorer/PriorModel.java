package io.millrace.scorer;

/** The cold start: where no model fits, a vector is answered with the share of each class that the pipeline declares. */
final class PriorModel implements ScoringModel {
    private final float[] shares;

    /** @param shares probability of each class, in the order of the pipeline's classes */
    PriorModel(double[] shares) {
        this.shares = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            this.shares[i] = (float) shares[i];
        }
    }

    @Override
    public void scoreInto(float[] matrix, int rows, float[] probabilities) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(shares, 0, probabilities, row * shares.length, shares.length);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
