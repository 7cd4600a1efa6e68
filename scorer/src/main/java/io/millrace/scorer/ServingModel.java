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
 * @param classes class names in the order of its answers
 */
record ServingModel(long version, String encoder, int features, List<String> classes, ScoringModel model)
        implements AutoCloseable {

    static ServingModel prior(LabelDefinition label) {
        return new ServingModel(0, "", 0, label.classes(), new PriorModel(label.priorProbabilities()));
    }

    static ServingModel of(ModelVersion version, ScoringModel model) {
        return new ServingModel(
                version.getVersion(),
                version.getEncoderFingerprint(),
                version.getFeatures(),
                List.copyOf(version.getClasses()),
                model);
    }

    boolean isPrior() {
        return version == 0;
    }

    @Override
    public void close() {
        model.close();
    }
}
