package io.millrace.learners;

/** Answers what stands in one slot, 0 where it is missing: with the slot of the last target, a baseline without a model. */
final class TargetSlot implements Regressor {
    private final int slot;

    TargetSlot(int slot) {
        this.slot = slot;
    }

    @Override
    public double predict(float[] values) {
        return Float.isNaN(values[slot]) ? 0 : values[slot];
    }

    @Override
    public void learn(float[] values, double target, double weight) {}

    @Override
    public void describe(NumberParts parts, double weight) {
        parts.slot(weight, slot);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, slot);
    }
}
