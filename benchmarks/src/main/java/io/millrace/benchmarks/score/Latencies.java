package io.millrace.benchmarks.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * How long something took, in milliseconds.
 *
 * @param p50 half took no longer
 * @param p99 99 of 100 took no longer
 * @param p999 999 of 1000 took no longer
 * @param gap longest time in which nothing came
 */
record Latencies(double p50, double p99, double p999, double gap) {

    /**
     * @param nanos how long each took; at least one
     * @param moments when each came, nanoseconds by any clock
     */
    static Latencies of(long[] nanos, long[] moments) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), gap(moments) / 1e6);
    }

    void into(ObjectNode json) {
        json.put("p50", rounded(p50))
                .put("p99", rounded(p99))
                .put("p999", rounded(p999))
                .put("gap", rounded(gap));
    }

    private static double rounded(double millis) {
        return Math.rint(millis * 100) / 100;
    }

    private static long gap(long[] moments) {
        long[] sorted = moments.clone();
        Arrays.sort(sorted);
        long longest = 0;
        for (int i = 1; i < sorted.length; i++) {
            longest = Math.max(longest, sorted[i] - sorted[i - 1]);
        }
        return longest;
    }

    private static double at(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
