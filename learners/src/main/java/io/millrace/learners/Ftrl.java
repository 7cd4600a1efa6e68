package io.millrace.learners;

/**
 * Follow the regularised leader, proximal (McMahan et al. 2013, Ad Click Prediction: a View from the Trenches): each weight has its own
 * rate, which falls as its gradients add up, and is 0 until they add up to λ1.
 *
 * @param alpha α, scale of the rates, above 0
 * @param beta β, damps the first steps, at least 0
 * @param lambda1 λ1, pull to exactly 0, at least 0
 * @param lambda2 λ2, pull towards 0, at least 0
 */
public record Ftrl(double alpha, double beta, double lambda1, double lambda2) implements Descent {
    public Ftrl {
        if (!(alpha > 0 && beta >= 0 && lambda1 >= 0 && lambda2 >= 0)) {
            throw new IllegalArgumentException("alpha must be above 0, the others at least 0: " + alpha + ", " + beta
                    + ", " + lambda1 + ", " + lambda2);
        }
    }

    /** z and n of the paper. */
    @Override
    public int memory() {
        return 2;
    }

    @Override
    public void step(double[] weights, double[] state, int at, double gradient) {
        int own = at * 2;
        double before = Math.sqrt(state[own + 1]);
        state[own + 1] += gradient * gradient;
        double after = Math.sqrt(state[own + 1]);
        state[own] += gradient - (after - before) / alpha * weights[at];
        double sum = state[own];
        weights[at] = Math.abs(sum) <= lambda1
                ? 0
                : -(sum - Math.copySign(lambda1, sum)) / ((beta + after) / alpha + lambda2);
    }
}
