package io.millrace.scorer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Partitions that stand still at a vector whose encoder no champion was trained on, until one is. */
final class HeldPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(HeldPartitions.class);

    private final Consumer<String, byte[]> consumer;
    private final ScorerMeters meters;
    private final ScorerStatus status;
    private final Map<TopicPartition, String> encoders = new HashMap<>();

    HeldPartitions(Consumer<String, byte[]> consumer, ScorerMeters meters, ScorerStatus status) {
        this.consumer = consumer;
        this.meters = meters;
        this.status = status;
    }

    /** Stops a partition; this record will be the next that is read from it. */
    void hold(ConsumerRecord<String, byte[]> record, String encoder) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        consumer.seek(partition, record.offset());
        consumer.pause(List.of(partition));
        encoders.put(partition, encoder);
        meters.held();
        LOG.warn("{} waits at offset {} for a champion of encoder {}", partition, record.offset(), encoder);
        report();
    }

    /** Lets those partitions go on whose encoder has found its model. */
    void release(Predicate<String> answered) {
        List<TopicPartition> free = encoders.keySet().stream()
                .filter(partition -> answered.test(encoders.get(partition)))
                .toList();
        if (!free.isEmpty()) {
            consumer.resume(free);
            forget(free);
        }
    }

    /** Partitions that are another member's now. */
    void forget(Collection<TopicPartition> partitions) {
        if (encoders.keySet().removeAll(partitions)) {
            report();
        }
    }

    private void report() {
        if (encoders.isEmpty()) {
            status.noHold();
        } else {
            status.hold("%d partitions wait for a champion trained on encoder %s: train one, or send records by the"
                            .formatted(
                                    encoders.size(),
                                    String.join(
                                            ", ",
                                            encoders.values().stream()
                                                    .distinct()
                                                    .sorted()
                                                    .toList()))
                    + " pipeline definition the champion was trained on");
        }
    }
}
