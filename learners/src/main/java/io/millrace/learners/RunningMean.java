package io.millrace.learners;

/** Mean of the targets so far. */
final class RunningMean {
    private double weight;
    private double mean;

    void keep(State state) {
        weight = state.real(weight);
        mean = state.real(mean);
    }

    void add(double target, double weight) {
        if (weight > 0) {
            this.weight += weight;
            mean += (target - mean) * weight / this.weight;
        }
    }

    double weight() {
        return weight;
    }

    /** 0 before the first. */
    double mean() {
        return mean;
    }
}
