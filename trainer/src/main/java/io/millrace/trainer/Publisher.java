package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes an answer and the offset of its request in one transaction: a model is visible whole, once, or not at all. Confined
 * to the loop's thread.
 */
final class Publisher implements AutoCloseable {
    private final Producer<String, SpecificRecord> producer;
    private final Topics topics;
    private boolean initialised;

    Publisher(Producer<String, SpecificRecord> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /** Fences off whoever wrote under the same transactional id before. To be called once a request is at hand: not sooner,
     * so that a trainer that stands by does not fence the one that works. */
    void take() {
        if (!initialised) {
            producer.initTransactions();
            initialised = true;
        }
    }

    /** @param timestamp of every record written */
    void publish(
            Answer answer,
            long timestamp,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        producer.beginTransaction();
        for (ModelChunk chunk : answer.chunks()) {
            send(
                    topics.modelChunks().name(),
                    timestamp,
                    ModelBytes.chunkKey(chunk.getVersion(), chunk.getIndex()),
                    chunk);
        }
        for (ModelVersion version : answer.versions()) {
            send(topics.models().name(), timestamp, Long.toString(version.getVersion()), version);
        }
        answer.champion().ifPresent(champion -> send(topics.models().name(), timestamp, Topics.CHAMPION, champion));
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
    }

    /** A transaction that is under way is aborted by the broker, or by the next producer of the same id. */
    @Override
    public void close() {
        producer.close();
    }

    private void send(String topic, long timestamp, String key, SpecificRecord value) {
        // a failed send fails the commit
        var unused = producer.send(new ProducerRecord<>(topic, null, timestamp, key, value));
    }
}
