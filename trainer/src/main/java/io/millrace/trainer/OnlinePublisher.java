package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.LearnerState;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.topics.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes what the online learner knows, and a revision or a proposal with it, in one transaction: all of it is visible, or nothing, and only from the one trainer
 * that learns. Confined to the loop's thread.
 */
final class OnlinePublisher implements Announcements, AutoCloseable {
    private final Transaction transaction;
    private final Topics topics;

    /** Fences off an earlier incarnation and ends what it left open. */
    OnlinePublisher(Producer<String, SpecificRecord> producer, Topics topics) {
        this.transaction = new Transaction(producer);
        this.topics = topics;
    }

    @Override
    public void state(OnlineProgress progress, long now) {
        for (LearnerState piece : progress.pieces().split()) {
            transaction.add(topics.learnerStates().name(), LearnerPieces.key(piece), piece, now);
        }
    }

    @Override
    public void revision(ModelRevision revision, ModelBytes bytes) {
        long now = revision.getCreatedAt().toEpochMilli();
        for (ModelChunk chunk : bytes.split(revision.getVersion())) {
            String key = ModelBytes.chunkKey(revision.getVersion(), revision.getRevision(), chunk.getIndex());
            transaction.add(topics.modelChunks().name(), key, chunk, now);
        }
        transaction.add(topics.modelRevisions().name(), Long.toString(revision.getVersion()), revision, now);
    }

    @Override
    public void proposal(RetrainRequest request, ModelBytes bytes) {
        long now = request.getRequestedAt().toEpochMilli();
        ImportedModel model = request.getModel();
        for (ModelChunk chunk : bytes.split(model.getUpload())) {
            transaction.add(
                    topics.modelUploads().name(), ModelBytes.chunkKey(model.getUpload(), chunk.getIndex()), chunk, now);
        }
        transaction.add(topics.retrainRequests().name(), request.getRequest(), request, now);
    }

    /**
     * @param offsets of the topic that says who learns
     * @throws Transaction.Lost where somebody else learns by now
     */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        transaction.commit(offsets, group);
    }

    @Override
    public void close() {
        transaction.close();
    }
}
