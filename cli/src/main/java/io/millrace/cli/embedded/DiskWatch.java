package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks after the room left for a data directory. A broker that meets a full disk dies in the middle of a write; this stops the
 * process while there is still room to stop in.
 */
final class DiskWatch implements AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;
    private static final long NEEDED_AT_START = 200 * MEBIBYTE;
    private static final long NEEDED_TO_GO_ON = 64 * MEBIBYTE;
    private static final long PERIOD_MILLIS = 100;

    private final ScheduledExecutorService thread;

    private DiskWatch(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /** @throws ServiceFailure where there is too little to begin with */
    static void checkAtStart(Path directory) {
        shortage(directory, NEEDED_AT_START).ifPresent(line -> {
            throw new ServiceFailure(line);
        });
    }

    /** @param onShortage told once, with one line for a person */
    static DiskWatch start(Path directory, Consumer<String> onShortage) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "disk-watch");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(
                () -> problem(directory).ifPresent(line -> {
                    onShortage.accept(line);
                    thread.shutdown();
                }),
                PERIOD_MILLIS,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
        return new DiskWatch(thread);
    }

    /** What keeps the directory from being written further, in one line for a person; empty where nothing does. */
    static Optional<String> problem(Path directory) {
        return shortage(directory, NEEDED_TO_GO_ON);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    static Optional<String> shortage(Path directory, long needed) {
        try {
            long usable = Files.getFileStore(directory).getUsableSpace();
            return usable >= needed
                    ? Optional.empty()
                    : Optional.of("the disk under " + directory + " is full: " + usable / MEBIBYTE + " MiB are left, "
                            + needed / MEBIBYTE
                            + " MiB are needed: free some and start again with the same data directory"
                            + " (nothing acknowledged is lost), or choose another with --data-dir");
        } catch (IOException e) {
            return Optional.of("the data directory " + directory + " cannot be reached any more (" + e
                    + "): mend it, or choose another with --data-dir");
        }
    }
}
