package io.millrace.learners;

/**
 * Stochastic gradient descent (Robbins and Monro 1951, A Stochastic Approximation Method): w ← w - η g.
 *
 * @param rate η, above 0; constant, so that the weights go on following what changes
 */
public record Sgd(double rate) implements Descent {
    public Sgd {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0, not " + rate);
        }
    }

    @Override
    public int memory() {
        return 0;
    }

    @Override
    public void step(double[] weights, double[] state, int at, double gradient) {
        weights[at] -= rate * gradient;
    }
}
