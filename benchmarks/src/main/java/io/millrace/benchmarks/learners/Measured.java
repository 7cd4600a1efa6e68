package io.millrace.benchmarks.learners;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * What one learner made of a stream.
 *
 * @param perCpuSecond examples predicted and learned in a second of one thread's CPU time
 * @param score how well each was predicted before it was learned
 */
record Measured(String learner, double perCpuSecond, double score) {
    /**
     * @param rounds that count, after one to warm up
     * @param turn lets a new learner predict and learn the stream, and returns its score
     */
    static Measured median(String learner, int examples, int rounds, DoubleSupplier turn) {
        double[] seconds = new double[rounds];
        double score = 0;
        for (int round = -1; round < rounds; round++) {
            long start = cpuNanos();
            score = turn.getAsDouble();
            seconds[Math.max(0, round)] = (cpuNanos() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return new Measured(learner, examples / seconds[rounds / 2], score);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
