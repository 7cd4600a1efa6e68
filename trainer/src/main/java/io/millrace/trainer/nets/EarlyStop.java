package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import io.millrace.models.onnx.Dense;
import io.millrace.trainer.candidates.Logits;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Follows the held-out loss of a net in training: keeps the best layers, says when to end. */
final class EarlyStop {
    private final ToDoubleFunction<Logits> loss;
    private int epochs;
    private int stalled;
    private double lowest = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private List<float[]> first = List.of();
    private List<Dense> layers = List.of();
    private Logits answers;

    /** @param loss of what the net finds of the held-out rows */
    EarlyStop(ToDoubleFunction<Logits> loss) {
        this.loss = loss;
    }

    /** To be told after each pass. */
    void after(DjlNet net, NDArray heldOut) {
        Logits now = net.logits(heldOut);
        double current = loss.applyAsDouble(now);
        epochs++;
        if (bestEpoch == 0 || current < lowest) {
            lowest = current;
            bestEpoch = epochs;
            first = net.first();
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
        return new TrainedNet(first, layers, epochs, bestEpoch, answers);
    }
}
