package io.millrace.trainer.candidates;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.Map;

/** One kind of model that learns from a window and leaves as a self-contained ONNX file. */
public interface Family {
    /** As pipeline definitions and model versions call it. */
    String name();

    /** Learns from the training part; the held-out part may decide when to stop. The same input gives the same bytes. */
    Trained train(TrainingWindow.Split window, Problem problem);

    /** Writes down the model that was trained. */
    interface Export {
        /**
         * Self-contained: raw vectors in, probabilities out, or a number.
         *
         * @param temperature what the logits are divided by before the softmax, above 0; of no matter to a number
         */
        byte[] onnx(float temperature);
    }

    /**
     * A model that was trained.
     *
     * @param heldOut what the framework that trained it answers to the held-out rows: to calibrate by, and to hold the export against; of
     *     regression the numbers
     * @param parameters hyperparameters and choices, by name
     * @param libraries library to version
     * @param device device it was trained on: cpu, gpu:0
     */
    record Trained(
            Export export,
            Logits heldOut,
            Map<String, String> parameters,
            Map<String, String> libraries,
            String device) {}
}
