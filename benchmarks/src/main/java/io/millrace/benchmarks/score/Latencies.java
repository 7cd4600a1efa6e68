package io.millrace.benchmarks.score;

import java.util.Arrays;

/**
 * How long something took, in milliseconds.
 *
 * @param p50 half took no longer
 * @param p99 99 of 100 took no longer
 * @param p999 999 of 1000 took no longer
 */
record Latencies(double p50, double p99, double p999) {

    /** @param nanos at least one, in any order */
    static Latencies of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
    }

    private static double at(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
