package io.millrace.trainer.augment;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;

/**
 * What can be done with each position of a vector: whether it is a number that may take values in between, and how far it spreads. A
 * column of codes is none, and neither is one that shows only two numbers: a boolean, most likely.
 */
final class Slots {
    private final boolean[] numeric;
    private final double[] deviations;

    private Slots(boolean[] numeric, double[] deviations) {
        this.numeric = numeric;
        this.deviations = deviations;
    }

    static Slots of(VectorLayout layout, TrainingWindow window) {
        int length = layout.length();
        boolean[] numeric = new boolean[length];
        double[] deviations = new double[length];
        for (int slot = 0; slot < length; slot++) {
            numeric[slot] = !layout.slots().get(slot).categorical() && showsMoreThanTwo(window, slot);
            deviations[slot] = numeric[slot] ? deviation(window, slot) : 0;
        }
        return new Slots(numeric, deviations);
    }

    int length() {
        return numeric.length;
    }

    boolean numeric(int slot) {
        return numeric[slot];
    }

    /** Standard deviation in the window, of what is finite; above 0 for a number. */
    double deviation(int slot) {
        return deviations[slot];
    }

    private static boolean showsMoreThanTwo(TrainingWindow window, int slot) {
        float first = Float.NaN;
        float second = Float.NaN;
        for (int row = 0; row < window.rows(); row++) {
            float value = window.matrix()[row * window.features() + slot];
            if (!Float.isFinite(value) || value == first || value == second) {
                continue;
            }
            if (!Float.isNaN(second)) {
                return true;
            }
            second = Float.isNaN(first) ? second : value;
            first = Float.isNaN(first) ? value : first;
        }
        return false;
    }

    private static double deviation(TrainingWindow window, int slot) {
        Spread spread = new Spread();
        for (int row = 0; row < window.rows(); row++) {
            spread.add(window.matrix()[row * window.features() + slot]);
        }
        return spread.deviation();
    }
}
