package io.millrace.trainer.nets;

import io.millrace.models.onnx.Embedding;
import io.millrace.schemas.pipeline.Nets;
import java.util.List;

/**
 * How a net is shaped and trained.
 *
 * @param hidden units of each hidden layer; none for softmax regression
 * @param epochs passes over the training rows, at most
 * @param batch rows per gradient step
 * @param learningRate first step size
 * @param seed of the initial weights, of the order of rows and of what is dropped out
 * @param choices optimiser, schedule, loss and what holds weights back
 * @param embedding of columns of codes
 */
public record NetSettings(
        List<Integer> hidden,
        int epochs,
        int batch,
        double learningRate,
        long seed,
        Nets choices,
        Embedding embedding) {
    /** Epochs without a lower held-out loss before the step size is halved. */
    static final int STALL = 2;

    /** Epochs without a lower held-out loss before training ends. */
    static final int PATIENCE = 8;

    /** With an input for each code. */
    public NetSettings(List<Integer> hidden, int epochs, int batch, double learningRate, long seed, Nets choices) {
        this(hidden, epochs, batch, learningRate, seed, choices, Embedding.NONE);
    }

    public NetSettings {
        hidden = List.copyOf(hidden);
    }
}
