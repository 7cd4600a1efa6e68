package io.millrace.trainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Records that are gathered and then visible together with the offsets of what led to them, or not at all, and only from the one that those are assigned to. Confined to
 * one thread.
 */
final class Transaction implements AutoCloseable {
    private final Producer<String, SpecificRecord> producer;
    private final List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();

    /** What led to the records went to another trainer while they were written; none of them is visible. */
    static final class Lost extends RetriableException {
        private static final long serialVersionUID = 1;

        private Lost(Throwable cause) {
            super("the request went to another trainer: " + cause.getMessage(), cause);
        }
    }

    /** Fences off an earlier incarnation and ends what it left open. */
    Transaction(Producer<String, SpecificRecord> producer) {
        this.producer = producer;
        producer.initTransactions();
    }

    void add(String topic, String key, SpecificRecord value, long timestamp) {
        records.add(new ProducerRecord<>(topic, null, timestamp, key, value));
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** @throws Lost where the offsets are somebody else's by now */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        records.forEach(record -> {
            // a failed send fails the commit
            var unused = producer.send(record);
        });
        try {
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (CommitFailedException | ProducerFencedException | InvalidProducerEpochException e) {
            throw new Lost(e);
        }
        records.clear();
    }

    /** A transaction that is under way is aborted by the broker, or by the next producer of the same id. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
