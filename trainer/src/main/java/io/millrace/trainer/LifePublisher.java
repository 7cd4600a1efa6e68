package io.millrace.trainer;

import io.millrace.schemas.ModelDecision;
import io.millrace.schemas.ModelLife;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes what was decided, how far the comparisons have come and the offset of the requests in one transaction: all of it is visible, or nothing, and only from
 * the one that the requests are assigned to. Confined to the loop's thread.
 */
final class LifePublisher implements AutoCloseable {
    private final Transaction transaction;
    private final Topics topics;
    private final Models models;

    /** Fences off an earlier incarnation and ends what it left open. */
    LifePublisher(Producer<String, SpecificRecord> producer, Topics topics, Models models) {
        this.transaction = new Transaction(producer);
        this.topics = topics;
        this.models = models;
    }

    /**
     * Versions have changed.
     *
     * @param request that asked for it
     * @param timestamp Kafka timestamp of what led to it
     */
    void changed(List<ModelVersion> versions, Optional<String> request, long timestamp) {
        for (ModelVersion version : versions) {
            String number = Long.toString(version.getVersion());
            transaction.add(topics.models().name(), number, version, timestamp);
            decision(
                    version.getVersion(),
                    Optional.of(version.getStatus()),
                    request,
                    version.getStatusReason(),
                    timestamp);
            if (version.getStatus() == ModelStatus.CHAMPION) {
                models.reference(version.getVersion())
                        .ifPresent(reference -> transaction.add(
                                topics.modelReferences().name(), Topics.CHAMPION, reference, timestamp));
                transaction.add(topics.models().name(), Topics.CHAMPION, version, timestamp);
            }
        }
    }

    /** A version has learnt on. */
    void revised(ModelVersion version, long timestamp) {
        transaction.add(topics.models().name(), Long.toString(version.getVersion()), version, timestamp);
        if (version.getStatus() == ModelStatus.CHAMPION) {
            transaction.add(topics.models().name(), Topics.CHAMPION, version, timestamp);
        }
    }

    /** A request was refused, and nothing has changed. */
    void refused(long version, String request, String reason, long timestamp) {
        decision(version, Optional.empty(), Optional.of(request), reason, timestamp);
    }

    boolean isEmpty() {
        return transaction.isEmpty();
    }

    /** @throws Transaction.Lost where somebody else keeps the models by now */
    void commit(ModelLife life, long now, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        transaction.add(topics.modelLives().name(), LifeRecord.KEY, life, now);
        transaction.commit(offsets, group);
    }

    @Override
    public void close() {
        transaction.close();
    }

    private void decision(
            long version, Optional<ModelStatus> status, Optional<String> request, String reason, long timestamp) {
        ModelDecision decision = new ModelDecision(
                version, status.orElse(null), request.orElse(null), reason, Instant.ofEpochMilli(timestamp));
        transaction.add(topics.modelDecisions().name(), Long.toString(version), decision, timestamp);
    }
}
