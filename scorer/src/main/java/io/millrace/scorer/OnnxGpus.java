package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.Dense;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.schemas.pipeline.VectorLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** GPUs as they turn out to be: a small model is opened there, and asked. */
final class OnnxGpus implements Gpus {
    private static final Pattern PREFIX = Pattern.compile("^.*(\\[ONNXRuntimeError] : \\d+ : [A-Z_]+ : |message: )");

    @Override
    public boolean haveCuda() {
        return OnnxDevice.isCudaBuild();
    }

    /** A driver, libraries or a kernel that are not there show themselves no sooner than in a call. */
    @Override
    public Optional<String> trouble(int gpu) {
        try (OnnxModel model = new OnnxModel(small(), OnnxDevice.gpu(gpu))) {
            model.probabilities(new float[] {1, 2}, 2);
            return Optional.empty();
        } catch (ModelRefused e) {
            return Optional.of(reason(e.getCause() == null ? e : e.getCause()));
        }
    }

    private static byte[] small() {
        VectorLayout layout = new VectorLayout(List.of(new VectorLayout.Slot("x", 0)));
        Dense layer = new Dense(new float[] {1, -1}, new float[] {0, 0});
        return NetGraph.build(Preprocessing.fit(layout, new float[] {1, 2}, 2), List.of(layer), Map.of());
    }

    /** Without the codes and places in its source that ONNX Runtime puts before it. */
    static String reason(Throwable e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return PREFIX.matcher(first).replaceFirst("").strip();
    }
}
