package io.millrace.scorer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Messages first, positions after them: a crash in between repeats messages, and loses none. A commit is not waited for: vectors
 * that come meanwhile go on being scored.
 */
final class AtLeastOnceOutbox implements Outbox {
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private PositionCommit next;
    private Optional<PositionCommit> begun = Optional.empty();

    AtLeastOnceOutbox(Producer<String, byte[]> producer, Consumer<String, byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
        this.next = new PositionCommit(consumer);
    }

    @Override
    public void open() {
        // nothing is left open by an earlier incarnation
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what the future would say
    public void send(ProducerRecord<String, byte[]> message) {
        producer.send(message, next.sending());
    }

    /** One at a time: the one before is waited for. */
    @Override
    public void commit(Map<TopicPartition, OffsetAndMetadata> positions, Runnable committed) {
        finish();
        begun = Optional.of(next);
        next.begin(positions, committed);
        next = new PositionCommit(consumer);
        settle();
    }

    @Override
    public void settle() {
        if (begun.isPresent() && begun.get().settle()) {
            begun = Optional.empty();
        }
    }

    @Override
    public void finish() {
        if (begun.isPresent()) {
            producer.flush();
            begun.get().finish();
            begun = Optional.empty();
        }
    }

    @Override
    public void abort() {
        forget();
    }

    @Override
    public void forget() {
        begun = Optional.empty();
        next = new PositionCommit(consumer);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
