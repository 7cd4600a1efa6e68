package io.millrace.learners;

/**
 * Adds to what stands in one slot what another regressor says of the target's distance from it. Where it is missing, it counts as 0, and
 * nothing is learned.
 */
final class Change implements Regressor {
    private final TargetSlot from;
    private final int slot;
    private final Regressor distance;

    /** @param distance is fed here and nowhere else */
    Change(int slot, Regressor distance) {
        this.slot = slot;
        this.distance = distance;
        from = new TargetSlot(slot);
    }

    @Override
    public double predict(float[] values) {
        return from.predict(values) + distance.predict(values);
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        if (!Float.isNaN(values[slot])) {
            distance.learn(values, target - from.predict(values), weight);
        }
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        from.describe(parts, weight);
        distance.describe(parts, weight);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, slot);
        distance.keep(state);
    }
}
