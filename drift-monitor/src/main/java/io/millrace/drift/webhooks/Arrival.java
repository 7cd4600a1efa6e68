package io.millrace.drift.webhooks;

import io.millrace.schemas.DriftAlert;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * An alert and where it lies.
 *
 * @param at the record that holds it
 */
record Arrival(ConsumerRecord<String, byte[]> at, DriftAlert alert) {
    TopicPartition partition() {
        return new TopicPartition(at.topic(), at.partition());
    }

    OffsetAndMetadata next() {
        return new OffsetAndMetadata(at.offset() + 1, at.leaderEpoch(), "");
    }

    /** The same however often it is read, and no other's: {@code loans/drift-3/OPENED/0@17}. Without full stops, which part what is signed. */
    String id(String pipeline) {
        return pipeline + "/" + alert.getEpisode().replace('.', '-') + "/" + alert.getPhase() + "/" + at.partition()
                + "@" + at.offset();
    }
}
