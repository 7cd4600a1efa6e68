package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.LearnerState;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.topics.Topics;
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

/**
 * Writes what the online learner knows, and a revision or a proposal with it, in one transaction: all of it is visible, or nothing, and only from the one trainer
 * that learns. Confined to the loop's thread.
 */
final class OnlinePublisher implements AutoCloseable {
    private final Producer<String, SpecificRecord> producer;
    private final Topics topics;
    private final List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();

    /** Fences off an earlier incarnation and ends what it left open. */
    OnlinePublisher(Producer<String, SpecificRecord> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
        producer.initTransactions();
    }

    void state(LearnerPieces state, long now) {
        for (LearnerState piece : state.split()) {
            add(topics.learnerStates().name(), LearnerPieces.key(piece), piece, now);
        }
    }

    void revision(ModelRevision revision, ModelBytes bytes) {
        long now = revision.getCreatedAt().toEpochMilli();
        for (ModelChunk chunk : bytes.split(revision.getVersion())) {
            String key = ModelBytes.chunkKey(revision.getVersion(), revision.getRevision(), chunk.getIndex());
            add(topics.modelChunks().name(), key, chunk, now);
        }
        add(topics.modelRevisions().name(), Long.toString(revision.getVersion()), revision, now);
    }

    void proposal(RetrainRequest request, ModelBytes bytes) {
        long now = request.getRequestedAt().toEpochMilli();
        ImportedModel model = request.getModel();
        for (ModelChunk chunk : bytes.split(model.getUpload())) {
            add(topics.modelUploads().name(), ModelBytes.chunkKey(model.getUpload(), chunk.getIndex()), chunk, now);
        }
        add(topics.retrainRequests().name(), request.getRequest(), request, now);
    }

    /**
     * @param offsets of the topic that says who learns
     * @throws Publisher.RequestLost where somebody else learns by now
     */
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
            throw new Publisher.RequestLost(e);
        }
        records.clear();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void add(String topic, String key, SpecificRecord value, long timestamp) {
        records.add(new ProducerRecord<>(topic, null, timestamp, key, value));
    }
}
