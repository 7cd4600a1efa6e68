package io.millrace.learners;

/**
 * How a weight follows its gradients. Each weight has {@link #memory} numbers of its own, all 0 at first, as the weight is.
 */
public sealed interface Descent permits Sgd, Adam, Ftrl {
    /** How many numbers a weight needs beside itself. */
    int memory();

    /**
     * @param weights where the weight stands, at {@code at}
     * @param state where its numbers stand, at {@code at * memory()}
     * @param at which weight
     * @param gradient of the loss
     */
    void step(double[] weights, double[] state, int at, double gradient);
}
