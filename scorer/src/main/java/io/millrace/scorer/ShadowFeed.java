package io.millrace.scorer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What polls brought, on its way from the loop's thread to the shadow's, after it has been scored by the champion. The loop never
 * waits for room, nor for a lock: what finds no room is skipped. One thread {@link #offer}s, another takes.
 */
final class ShadowFeed {
    /** More would only be older by the time the shadow comes to it. */
    private static final int MOST_POLLS = 4;

    private final LinkedTransferQueue<ConsumerRecords<String, byte[]>> waiting = new LinkedTransferQueue<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final ShadowMeters meters;
    private volatile boolean wanted;

    ShadowFeed(ShadowMeters meters) {
        this.meters = meters;
    }

    /** Whether there is a shadow. */
    boolean isWanted() {
        return wanted;
    }

    /** Takes it or leaves it, at once. */
    void offer(ConsumerRecords<String, byte[]> records) {
        if (polls.get() < MOST_POLLS) {
            polls.incrementAndGet();
            waiting.add(records);
        } else {
            meters.skipped(records.count());
        }
    }

    /** @param shadow whether there is one from now on; what waits for one that is gone is skipped */
    void want(boolean shadow) {
        wanted = shadow;
        if (!shadow) {
            for (var left = taken(waiting.poll()); left.isPresent(); left = taken(waiting.poll())) {
                meters.skipped(left.get().count());
            }
        }
    }

    /** What has waited longest; waits for it so long. */
    Optional<ConsumerRecords<String, byte[]>> next(Duration wait) throws InterruptedException {
        return taken(waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Optional<ConsumerRecords<String, byte[]>> taken(ConsumerRecords<String, byte[]> records) {
        if (records != null) {
            polls.decrementAndGet();
        }
        return Optional.ofNullable(records);
    }
}
