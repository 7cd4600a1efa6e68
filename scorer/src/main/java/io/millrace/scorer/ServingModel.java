package io.millrace.scorer;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.LabelDefinition;
import java.util.List;

/**
 * A model together with what its answers mean.
 *
 * @param version its version; 0 for the label prior
 * @param encoder fingerprint of the encoder it was trained on; empty for the label prior, which looks at no vector
 * @param features length of the vectors it takes; 0 for the label prior
 * @param classes class names in the order of its answers; none where it answers a number
 */
record ServingModel(long version, String encoder, int features, List<String> classes, ScoringModel model)
        implements AutoCloseable {

    static ServingModel prior(LabelDefinition label) {
        return new ServingModel(0, "", 0, label.classes(), new PriorModel(label.coldStart()));
    }

    static ServingModel of(ModelVersion version, ScoringModel model) {
        return new ServingModel(
                version.getVersion(),
                version.getEncoderFingerprint(),
                version.getFeatures(),
                List.copyOf(version.getClasses()),
                model);
    }

    /** How many numbers it answers to a vector: a probability for each class, or the number itself. */
    int width() {
        return Math.max(1, classes.size());
    }

    /** What is wrong with an answer that is none, in words. */
    String noAnswer() {
        return "model version " + version + " answered with something that is no "
                + (classes.isEmpty() ? "number" : "probability");
    }

    boolean isPrior() {
        return version == 0;
    }

    @Override
    public void close() {
        model.close();
    }
}
