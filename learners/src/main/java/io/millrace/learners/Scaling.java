package io.millrace.learners;

/** How the examples of a linear model, or of all those in a tree's leaves, are scaled. */
final class Scaling {
    final Inputs inputs;
    final TargetScale target = new TargetScale();

    Scaling(Layout layout) {
        inputs = new Inputs(layout);
    }

    void keep(State state) {
        inputs.keep(state);
        target.keep(state);
    }

    /** Takes the example in, and sets the inputs to it. */
    void observe(float[] values, double target, double weight) {
        this.target.observe(target, weight);
        inputs.observe(values, weight);
        inputs.set(values);
    }
}
