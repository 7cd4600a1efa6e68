package io.millrace.scorer;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Positions that are committed once all messages before them are acknowledged. Order of use: {@link #sending} for each message,
 * {@link #begin}, then {@link #settle} until it says so or {@link #finish}; by the consumer's thread.
 */
final class PositionCommit {
    private final Consumer<String, byte[]> consumer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final Callback written = (metadata, e) -> {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
        answered.incrementAndGet();
    };
    private int sent;
    private Map<TopicPartition, OffsetAndMetadata> positions = Map.of();
    private Runnable committed = () -> {};
    private boolean asked;
    private boolean done;
    private boolean refused;

    PositionCommit(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** To be told of one more message that is sent. */
    Callback sending() {
        sent++;
        return written;
    }

    /** @param committed called once the positions are committed */
    void begin(Map<TopicPartition, OffsetAndMetadata> positions, Runnable committed) {
        this.positions = positions;
        this.committed = committed;
    }

    /**
     * Goes on as far as it can without waiting.
     *
     * @return whether the positions are committed
     * @throws KafkaException where a message or the commit failed
     */
    boolean settle() {
        if (refused) {
            finish();
        } else if (!asked && answered.get() == sent) {
            checkWritten();
            asked = true;
            consumer.commitAsync(positions, (of, e) -> heard(e));
        }
        return done;
    }

    /** Waits for the commit. All messages have been answered. */
    void finish() {
        checkWritten();
        if (!done) {
            consumer.commitSync(positions);
            heard(null);
        }
    }

    /** What went wrong with a commit that was not waited for goes wrong again with one that is, or has passed. */
    private void heard(Exception e) {
        refused = e != null;
        if (e == null && !done) {
            done = true;
            committed.run();
        }
    }

    private void checkWritten() {
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException("a prediction could not be written: " + e.getMessage(), e);
        }
    }
}
