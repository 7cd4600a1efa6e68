package io.millrace.learners;

/**
 * Where targets lie and how far apart: mean and variance that fade, so that they follow a level that moves. A target counts as at most
 * {@value #FARTHEST} standard deviations off once {@value #SETTLED} were seen: one wild target does not hide all others, and a level that
 * jumps for good is reached in some dozens of steps all the same.
 */
final class TargetScale {
    private static final double FARTHEST = 10;
    private static final double SETTLED = 20;
    private static final double FADE = 0.999;

    private double weight;
    private double mean;
    private double variance;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void keep(State state) {
        weight = state.real(weight);
        mean = state.real(mean);
        variance = state.real(variance);
        least = state.real(least);
        greatest = state.real(greatest);
    }

    void observe(double target, double weight) {
        double off = bounded(target) - mean;
        this.weight = this.weight * Math.pow(FADE, weight) + weight;
        double part = weight / this.weight;
        mean += part * off;
        variance = (1 - part) * (variance + part * off * off);
        least = Math.min(least, target);
        greatest = Math.max(greatest, target);
    }

    /** The target as it counts. */
    double bounded(double target) {
        double limit = FARTHEST * deviation();
        return weight >= SETTLED && limit > 0 ? Math.max(mean - limit, Math.min(mean + limit, target)) : target;
    }

    /** 0 while all targets were equal. */
    double deviation() {
        return Math.sqrt(variance);
    }

    /** A target in standard deviations from the mean; 0 where there are none. */
    double scaled(double target) {
        double deviation = deviation();
        return deviation > 0 ? Math.max(-FARTHEST, Math.min(FARTHEST, (target - mean) / deviation)) : 0;
    }

    /** The target of a scaled one, within what was seen and half as much again on either side; 0 before anything was. */
    double unscaled(double scaled) {
        if (weight == 0) {
            return 0;
        }
        double margin = (greatest - least) / 2;
        return Math.max(least - margin, Math.min(greatest + margin, mean + scaled * deviation()));
    }

    /** How {@link #unscaled} answers. */
    TargetRange range() {
        double margin = (greatest - least) / 2;
        return weight == 0
                ? new TargetRange(0, 0, 0, 0)
                : new TargetRange(mean, deviation(), least - margin, greatest + margin);
    }
}
