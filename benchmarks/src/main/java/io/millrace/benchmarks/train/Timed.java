package io.millrace.benchmarks.train;

import java.lang.management.ManagementFactory;

/** Wall-clock and CPU time of this thread since a moment. */
record Timed(long nanos, long cpuNanos) {
    static Timed begin() {
        return new Timed(System.nanoTime(), cpu());
    }

    /** @param count what was done since */
    Lap lap(double count) {
        double seconds = (System.nanoTime() - nanos) / 1e9;
        return new Lap(count / seconds, (cpu() - cpuNanos) / 1e9 / count * 1e6);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
