package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.ModelVersion;
import java.nio.FloatBuffer;

/** An ONNX model in ONNX Runtime without anything between: it reads vectors and writes probabilities where they lie. */
final class DirectModel implements ScoringModel {
    private final OnnxModel model;

    private DirectModel(OnnxModel model) {
        this.model = model;
    }

    /** Opens models that run there. */
    static ModelOpener on(OnnxDevice device) {
        return (version, onnx) -> open(version, onnx, device);
    }

    private static ScoringModel open(ModelVersion version, byte[] onnx, OnnxDevice device) {
        OnnxModel model = new OnnxModel(onnx, device);
        if (model.features() != version.getFeatures()
                || model.classes() != version.getClasses().size()) {
            model.close();
            throw new ModelRefused("the ONNX model takes %d features and answers %d classes, version %d says %d and %d"
                    .formatted(
                            model.features(),
                            model.classes(),
                            version.getVersion(),
                            version.getFeatures(),
                            version.getClasses().size()));
        }
        return new DirectModel(model);
    }

    @Override
    public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
        model.probabilitiesInto(vectors, rows, probabilities);
    }

    @Override
    public void close() {
        model.close();
    }
}
