package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.topics.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes an answer and the offset of its request in one transaction: a model is visible whole, once, or not at all. Confined
 * to the loop's thread.
 */
final class Publisher implements AutoCloseable {
    private final Transaction transaction;
    private final Topics topics;

    /** Fences off an earlier incarnation of this trainer and ends what it left open. */
    Publisher(Producer<String, SpecificRecord> producer, Topics topics) {
        this.transaction = new Transaction(producer);
        this.topics = topics;
    }

    /**
     * @param timestamp of every record written
     * @throws Transaction.Lost where the request is another trainer's by now
     */
    void publish(
            Answer answer,
            long timestamp,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        write(answer, timestamp);
        transaction.commit(offsets, group);
    }

    @Override
    public void close() {
        transaction.close();
    }

    private void write(Answer answer, long timestamp) {
        for (ModelChunk chunk : answer.chunks()) {
            String key = ModelBytes.chunkKey(chunk.getVersion(), chunk.getIndex());
            transaction.add(topics.modelChunks().name(), key, chunk, timestamp);
        }
        answer.version()
                .ifPresent(version -> transaction.add(
                        topics.models().name(), Long.toString(version.getVersion()), version, timestamp));
        answer.reference()
                .ifPresent(reference -> transaction.add(
                        topics.modelReferences().name(), Long.toString(reference.getVersion()), reference, timestamp));
    }
}
