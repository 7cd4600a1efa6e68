package io.millrace.benchmarks.runs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** CPU time of this process, and of the threads that an application in it has started. */
final class CpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Set<Long> others;

    private CpuClock(Set<Long> others) {
        this.others = others;
    }

    /** For the application that starts next: threads that run already are not its own. */
    static CpuClock set() {
        return new CpuClock(Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet()));
    }

    static long processNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    long nanos() {
        long nanos = 0;
        for (long id : THREADS.getAllThreadIds()) {
            if (!others.contains(id)) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(id));
            }
        }
        return nanos;
    }
}
