package io.millrace.benchmarks.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process holds after so many swaps, in bytes.
 *
 * @param swaps models taken into service so far
 * @param resident all that lies in memory; 0 where the system does not tell
 * @param anonymous the part of it that is no file: the heap and what natives allocate; 0 where the system does not tell
 * @param buffers direct buffers of Java
 */
record Memory(int swaps, long resident, long anonymous, long buffers) {
    private static final Path STATUS = Path.of("/proc/self/status");

    static Memory after(int swaps) {
        return new Memory(swaps, status("VmRSS:"), status("RssAnon:"), direct());
    }

    void into(ObjectNode json) {
        json.put("swaps", swaps)
                .put("resident", resident)
                .put("anonymous", anonymous)
                .put("buffers", buffers);
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** A line such as {@code VmRSS:   123456 kB}. */
    private static long status(String name) {
        return lines().stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private static List<String> lines() {
        try {
            return Files.exists(STATUS) ? Files.readAllLines(STATUS) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STATUS, e);
        }
    }
}
