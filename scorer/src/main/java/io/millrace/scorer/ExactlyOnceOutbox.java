package io.millrace.scorer;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Messages and positions in one transaction: all of them or none. */
final class ExactlyOnceOutbox implements Outbox {
    private final Producer<String, byte[]> producer;
    private final Supplier<ConsumerGroupMetadata> group;
    private boolean begun;

    /** @param group the consumer's seat in its group: a transaction of one that lost its seat is refused */
    ExactlyOnceOutbox(Producer<String, byte[]> producer, Supplier<ConsumerGroupMetadata> group) {
        this.producer = producer;
        this.group = group;
    }

    @Override
    public void open() {
        producer.initTransactions();
    }

    /** The answer is not waited for: a send that fails fails the commit. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void send(ProducerRecord<String, byte[]> message) {
        begin();
        producer.send(message);
    }

    @Override
    public void commit(Map<TopicPartition, OffsetAndMetadata> positions, Runnable committed) {
        begin();
        producer.sendOffsetsToTransaction(positions, group.get());
        producer.commitTransaction();
        begun = false;
        committed.run();
    }

    @Override
    public void settle() {
        // a transaction is waited for
    }

    @Override
    public void finish() {
        // a transaction is waited for
    }

    @Override
    public void abort() {
        if (begun) {
            producer.abortTransaction();
            begun = false;
        }
    }

    @Override
    public void forget() {
        // a transaction is waited for
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void begin() {
        if (!begun) {
            producer.beginTransaction();
            begun = true;
        }
    }
}
