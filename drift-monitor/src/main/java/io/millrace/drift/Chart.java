package io.millrace.drift;

import io.millrace.statistics.drift.BernoulliCusum;
import io.millrace.statistics.drift.Signal;

/**
 * One chart of the champion's errors, made to find a rise of one size.
 *
 * @param changedAt Kafka timestamp of the outcome at which it last left zero
 */
record Chart(BernoulliCusum.State cusum, long changedAt) {

    static Chart of(double p0, double p1, double runLength) {
        return new Chart(BernoulliCusum.of(p0, p1, runLength).state(), 0);
    }

    Chart after(boolean error, long outcomeAt) {
        BernoulliCusum next = BernoulliCusum.restore(cusum);
        next.update(error);
        return new Chart(next.state(), next.sinceZero() == 1 ? outcomeAt : changedAt);
    }

    Chart afresh() {
        return new Chart(new BernoulliCusum.State(cusum.design(), 0, 0, 0), changedAt);
    }

    Signal signal() {
        return now().signal();
    }

    /** How near it is to its alarm, 0 to 1. */
    double nearness() {
        return (double) cusum.level() / cusum.design().threshold();
    }

    BernoulliCusum now() {
        return BernoulliCusum.restore(cusum);
    }
}
