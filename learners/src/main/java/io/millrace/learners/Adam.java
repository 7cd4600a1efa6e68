package io.millrace.learners;

/**
 * Adam (Kingma and Ba 2015, Adam: A Method for Stochastic Optimization): w ← w - η m̂ / (√v̂ + ε), with m and v the moving averages of g and
 * g², corrected for their start at 0. Each weight counts its own steps: one of a rare code is touched rarely.
 *
 * @param rate η, above 0
 */
public record Adam(double rate) implements Descent {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double EPSILON = 1e-8;

    public Adam {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0, not " + rate);
        }
    }

    /** m, v, and β1 and β2 to the number of steps. */
    @Override
    public int memory() {
        return 4;
    }

    @Override
    public void step(double[] weights, double[] state, int at, double gradient) {
        int own = at * 4;
        state[own] = FIRST * state[own] + (1 - FIRST) * gradient;
        state[own + 1] = SECOND * state[own + 1] + (1 - SECOND) * gradient * gradient;
        state[own + 2] = state[own + 2] == 0 ? FIRST : state[own + 2] * FIRST;
        state[own + 3] = state[own + 3] == 0 ? SECOND : state[own + 3] * SECOND;
        double mean = state[own] / (1 - state[own + 2]);
        double square = state[own + 1] / (1 - state[own + 3]);
        weights[at] -= rate * mean / (Math.sqrt(square) + EPSILON);
    }
}
