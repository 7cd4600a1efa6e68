package io.millrace.trainer.candidates;

import io.millrace.models.onnx.Scale;

/** Holds an export against the framework it comes from. */
record Parity(String family) {
    /** Largest difference of probabilities, on the held-out rows. */
    static final double LARGEST = 1e-4;

    /** Some roundings of a float, as a share of it. */
    private static final double ROUNDING = 1e-6;

    /** @throws IllegalStateException where some probability is another */
    void check(float[] onnx, float[] framework) {
        for (int i = 0; i < framework.length; i++) {
            check(onnx[i], framework[i], LARGEST);
        }
    }

    /**
     * Of numbers as a share of how far they spread, and of the rounding that far from zero.
     *
     * @throws IllegalStateException where some number is another
     */
    void check(float[] onnx, float[] framework, Scale scale) {
        for (int i = 0; i < framework.length; i++) {
            double apart = Math.abs((double) framework[i] - scale.mean());
            check(onnx[i], framework[i], LARGEST * (scale.deviation() + apart) + ROUNDING * Math.abs(framework[i]));
        }
    }

    private void check(float onnx, float framework, double tolerance) {
        if (!(Math.abs(onnx - framework) <= tolerance)) {
            throw new IllegalStateException("the ONNX export of %s answers %s where its framework answers %s"
                    .formatted(family, onnx, framework));
        }
    }
}
