package io.millrace.trainer.candidates;

import io.millrace.schemas.pipeline.VectorLayout;
import java.util.List;
import java.util.Map;

/**
 * What is to be learnt.
 *
 * @param layout what stands where in the vectors
 * @param classes names, in the order of label indices and of probabilities
 * @param encoderFingerprint of the encoder that made the vectors
 */
public record Problem(VectorLayout layout, List<String> classes, String encoderFingerprint) {
    public Problem {
        classes = List.copyOf(classes);
    }

    /** What an ONNX file says about itself. */
    public Map<String, String> metadata(String family) {
        return Map.of(
                "millrace.family", family,
                "millrace.encoder", encoderFingerprint,
                "millrace.classes", String.join(",", classes));
    }
}
