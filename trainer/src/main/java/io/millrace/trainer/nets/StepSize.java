package io.millrace.trainer.nets;

import ai.djl.training.tracker.Tracker;
import io.millrace.schemas.pipeline.Nets;

/** An optimiser's step size, changed between passes as its schedule says. Confined to one thread. */
final class StepSize implements Tracker {
    private final float first;
    private final Nets.Schedule schedule;
    private final int epochs;
    private float value;

    /** @param epochs passes, at most */
    StepSize(double first, Nets.Schedule schedule, int epochs) {
        this.first = (float) first;
        this.schedule = schedule;
        this.epochs = epochs;
        this.value = this.first;
    }

    /**
     * To be told after each pass.
     *
     * @param made passes so far
     * @param stalled how many of them, at the end, did not lower the held-out loss
     */
    void after(int made, int stalled) {
        switch (schedule) {
            case HALVE -> value = stalled > 0 && stalled % NetSettings.STALL == 0 ? value / 2 : value;
            case COSINE -> value = (float) (first * (1 + Math.cos(Math.PI * made / epochs)) / 2);
            case CONSTANT -> value = first;
        }
    }

    float value() {
        return value;
    }

    @Override
    public float getNewValue(int step) {
        return value;
    }
}
