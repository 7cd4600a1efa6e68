package io.millrace.trainer.candidates;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.Map;

/** One kind of model that learns from a window and leaves as a self-contained ONNX file. */
public interface Family {
    /** As pipeline definitions and model versions call it. */
    String name();

    /** Learns from the training part; the held-out part may decide when to stop. The same input gives the same bytes. */
    Trained train(TrainingWindow.Split window, Problem problem);

    /**
     * A model that was trained.
     *
     * @param onnx self-contained: raw vectors in, probabilities out
     * @param heldOut what the framework that trained it answers to the held-out rows, to hold the export against
     * @param parameters hyperparameters and choices, by name
     * @param libraries library to version
     * @param device device it was trained on: cpu, gpu:0
     */
    record Trained(
            byte[] onnx,
            float[] heldOut,
            Map<String, String> parameters,
            Map<String, String> libraries,
            String device) {}
}
