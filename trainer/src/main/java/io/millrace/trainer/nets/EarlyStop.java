package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import io.millrace.models.onnx.Dense;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Logits;
import java.util.List;

/** Follows the held-out loss of a net in training: keeps the best layers, says when to end. */
final class EarlyStop {
    private final int[] labels;
    private final int classes;
    private int epochs;
    private int stalled;
    private double lowest = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private List<Dense> layers = List.of();
    private Logits answers;

    EarlyStop(int[] labels, int classes) {
        this.labels = labels;
        this.classes = classes;
    }

    /** To be told after each pass. */
    void after(DjlNet net, NDArray heldOut) {
        Logits now = net.logits(heldOut);
        double loss = Evaluation.of(now.probabilities(1), labels, classes).logLoss();
        epochs++;
        if (bestEpoch == 0 || loss < lowest) {
            lowest = loss;
            bestEpoch = epochs;
            layers = net.layers();
            answers = now;
            stalled = 0;
        } else {
            stalled++;
        }
        net.after(epochs, stalled);
    }

    int epochs() {
        return epochs;
    }

    boolean reached() {
        return stalled >= NetSettings.PATIENCE;
    }

    TrainedNet best() {
        return new TrainedNet(layers, epochs, bestEpoch, answers);
    }
}
