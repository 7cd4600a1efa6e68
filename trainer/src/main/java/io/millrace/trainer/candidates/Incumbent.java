package io.millrace.trainer.candidates;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelVersion;
import java.util.Optional;

/**
 * The champion a candidate has to stand up to.
 *
 * @param bytes empty where they could not be read
 */
public record Incumbent(ModelVersion version, Optional<ModelBytes> bytes) {
    /** Whether it answers the same vectors with the same classes. */
    public boolean solves(Problem problem) {
        return version.getEncoderFingerprint().equals(problem.encoderFingerprint())
                && version.getClasses().equals(problem.classes())
                && version.getFeatures() == problem.layout().length();
    }
}
