package io.millrace.trainer.nets;

import java.util.List;

/**
 * How a net is shaped and trained.
 *
 * @param hidden units of each hidden layer; none for softmax regression
 * @param epochs passes over the training rows, at most
 * @param batch rows per gradient step
 * @param learningRate first step size of Adam; halved each time the held-out loss stalls
 * @param seed of the initial weights and of the order of rows
 */
public record NetSettings(List<Integer> hidden, int epochs, int batch, double learningRate, long seed) {
    /** Epochs without a lower held-out loss before the step size is halved. */
    static final int STALL = 2;

    /** Epochs without a lower held-out loss before training ends. */
    static final int PATIENCE = 8;

    /** AdamW's decoupled decay: a weight nothing needs fades, which is what small windows with many one-hot inputs want. */
    static final float WEIGHT_DECAY = 0.3f;

    public NetSettings {
        hidden = List.copyOf(hidden);
    }
}
