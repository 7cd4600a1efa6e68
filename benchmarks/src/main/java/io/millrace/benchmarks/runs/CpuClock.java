package io.millrace.benchmarks.runs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** CPU time of this process, and of the threads of one application in it. */
final class CpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private CpuClock() {}

    static long processNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** @param name that Kafka's clients have in the names of their threads */
    static long nanos(String name) {
        long[] ids = THREADS.getAllThreadIds();
        ThreadInfo[] threads = THREADS.getThreadInfo(ids);
        long nanos = 0;
        for (int i = 0; i < ids.length; i++) {
            if (threads[i] != null && threads[i].getThreadName().contains(name)) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(ids[i]));
            }
        }
        return nanos;
    }
}
