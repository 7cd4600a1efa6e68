package io.millrace.drift.webhooks;

import io.millrace.drift.reactions.Reactions;
import io.millrace.runtime.CompactedTopic;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftAlert;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What is muted as of now: the topic is read to its end with each question, since alerts are few. One thread. */
final class ReactionsTopic implements AutoCloseable {
    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final OwnRecords<AlertReaction> records;
    private final Reactions reactions = new Reactions();

    /** @param consumer of no group; closed with this */
    ReactionsTopic(Consumer<String, byte[]> consumer, String topic, OwnRecords<AlertReaction> records) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        this.records = records;
    }

    /** @throws TimeoutException where the broker does not answer */
    boolean mutes(DriftAlert alert, Instant now) {
        if (consumer.assignment().isEmpty()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
        }
        CompactedTopic.readToEnd(
                consumer, partition, record -> reactions.take(record.key(), records.read(record.value())));
        return reactions.mute(alert.getEpisode(), alert.getKind(), now).isPresent();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
