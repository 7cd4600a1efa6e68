package io.millrace.statistics.metrics;

/** How much of what a baseline gets wrong is got right: the form that all kappas share. */
final class Gain {
    private Gain() {}

    /** (accuracy - baseline) / (1 - baseline); NaN where the baseline is never wrong. */
    static double over(double baseline, double accuracy) {
        return baseline == 1 ? Double.NaN : (accuracy - baseline) / (1 - baseline);
    }
}
