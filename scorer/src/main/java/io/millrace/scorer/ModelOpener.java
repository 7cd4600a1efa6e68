package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.ModelVersion;

/** Makes a running model of ONNX bytes. */
interface ModelOpener {
    /**
     * @throws ModelRefused where the bytes are no model of that version's shape
     * @throws NotYet where the machine is at fault, not the bytes
     */
    ScoringModel open(ModelVersion version, byte[] onnx);
}
