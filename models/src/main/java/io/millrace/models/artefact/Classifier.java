package io.millrace.models.artefact;

/** Anything that answers feature vectors with class probabilities, or with a number each: an ONNX session, a net still in training, a test's fake. */
public interface Classifier {
    /**
     * @param matrix encoded vectors, row after row, NaN where a value is missing
     * @param rows how many
     * @return probabilities, row after row, in the order of the model's classes; or a number for each row
     */
    float[] probabilities(float[] matrix, int rows);
}
