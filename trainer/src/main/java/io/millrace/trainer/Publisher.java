package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
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
 * Writes an answer and the offset of its request in one transaction: a model is visible whole, once, or not at all. Confined
 * to the loop's thread.
 */
final class Publisher implements AutoCloseable {
    private final Producer<String, SpecificRecord> producer;
    private final Topics topics;

    /** Fences off an earlier incarnation of this trainer and ends what it left open. */
    Publisher(Producer<String, SpecificRecord> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
        producer.initTransactions();
    }

    /** The request went to another trainer while its answer was written; nothing of it is visible. */
    static final class RequestLost extends RetriableException {
        private static final long serialVersionUID = 1;

        RequestLost(Throwable cause) {
            super("the request went to another trainer: " + cause.getMessage(), cause);
        }
    }

    /**
     * @param timestamp of every record written
     * @throws RequestLost where the request is another trainer's by now
     */
    void publish(
            Answer answer,
            long timestamp,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        producer.beginTransaction();
        write(answer, timestamp);
        try {
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (CommitFailedException | ProducerFencedException | InvalidProducerEpochException e) {
            throw new RequestLost(e);
        }
    }

    /** A transaction that is under way is aborted by the broker, or by the next producer of the same id. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void write(Answer answer, long timestamp) {
        for (ModelChunk chunk : answer.chunks()) {
            send(
                    topics.modelChunks().name(),
                    timestamp,
                    ModelBytes.chunkKey(chunk.getVersion(), chunk.getIndex()),
                    chunk);
        }
        answer.version()
                .ifPresent(version ->
                        send(topics.models().name(), timestamp, Long.toString(version.getVersion()), version));
        answer.reference()
                .ifPresent(reference -> send(
                        topics.modelReferences().name(), timestamp, Long.toString(reference.getVersion()), reference));
    }

    private void send(String topic, long timestamp, String key, SpecificRecord value) {
        // a failed send fails the commit
        var unused = producer.send(new ProducerRecord<>(topic, null, timestamp, key, value));
    }
}
