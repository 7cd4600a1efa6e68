package io.millrace.trainer.nets;

import ai.djl.training.tracker.Tracker;

/** Adam's step size, halved by the training loop as it sees fit. Confined to one thread. */
final class StepSize implements Tracker {
    private float value;

    StepSize(double first) {
        this.value = (float) first;
    }

    void halve() {
        value /= 2;
    }

    @Override
    public float getNewValue(int step) {
        return value;
    }
}
