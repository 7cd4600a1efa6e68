package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.LabelDefinition;
import io.millrace.schemas.serde.PredictionBytes;
import io.millrace.schemas.serde.PredictionBytes.By;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A model together with what its answers mean.
 *
 * @param identity its version and revision; of the label prior 0
 * @param encoder fingerprint of the encoder it was trained on; empty for the label prior, which looks at no vector
 * @param features length of the vectors it takes; 0 for the label prior
 * @param classes class names in the order of its answers; none where it answers a number
 */
record ServingModel(Identity identity, String encoder, int features, List<String> classes, ScoringModel model)
        implements AutoCloseable {

    static ServingModel prior(LabelDefinition label) {
        return new ServingModel(Identity.PRIOR, "", 0, label.classes(), new PriorModel(label.coldStart()));
    }

    static ServingModel of(ModelVersion version, ScoringModel model) {
        return new ServingModel(
                Identity.of(version),
                version.getEncoderFingerprint(),
                version.getFeatures(),
                List.copyOf(version.getClasses()),
                model);
    }

    /** Its version; 0 for the label prior. */
    long version() {
        return identity.version();
    }

    /** The next predictions are its own, of that time. */
    void signs(PredictionBytes predictions, By by, long scoredMillis) {
        predictions.batch(version(), identity.revision(), classes, by, scoredMillis);
    }

    /** How many numbers it answers to a vector: a probability for each class, or the number itself. */
    int width() {
        return Math.max(1, classes.size());
    }

    /**
     * What a model on trial answers to so many vectors: it is not believed where one of its answers is none.
     *
     * @return its answers in the matrices
     * @throws ModelRefused where it fails, or one answer is none
     */
    FloatBuffer checked(Matrices matrices, int rows) {
        try {
            model.scoreInto(matrices.vectors(), rows, matrices.probabilities());
        } catch (RuntimeException e) {
            throw new ModelRefused("it failed on vectors: " + e.getMessage(), e);
        }
        for (int row = 0; row < rows; row++) {
            if (Likeliest.of(matrices.probabilities(), row * width(), width()) == Likeliest.NONE) {
                throw new ModelRefused(noAnswer());
            }
        }
        return matrices.probabilities();
    }

    /** What is wrong with an answer that is none, in words. */
    String noAnswer() {
        return "model version " + version() + " answered with something that is no "
                + (classes.isEmpty() ? "number" : "probability");
    }

    boolean isPrior() {
        return version() == 0;
    }

    @Override
    public void close() {
        model.close();
    }
}
