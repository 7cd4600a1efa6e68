package io.millrace.cli.audit;

import io.millrace.schemas.topics.Topic;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics read up to a moment, and on to a later one. Ends are taken in the order the topics were added, what comes of records
 * before the records, so that all that was read has its cause among what was read.
 */
final class Snapshot {
    private final TopicReader reader;
    private final Map<Topic<?>, Consumer<ConsumerRecord<byte[], byte[]>>> readers = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();

    Snapshot(TopicReader reader) {
        this.reader = reader;
    }

    Snapshot add(Topic<?> topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        readers.put(topic, each);
        next.putAll(reader.beginnings(topic));
        return this;
    }

    /** Reads what is committed by now. */
    void advance() throws InterruptedException {
        Map<Topic<?>, Map<TopicPartition, Long>> ends = new LinkedHashMap<>();
        for (Topic<?> topic : readers.keySet()) {
            ends.put(topic, reader.ends(topic));
        }
        for (Topic<?> topic : List.copyOf(readers.keySet())) {
            Map<TopicPartition, Long> from = new HashMap<>(ends.get(topic));
            from.replaceAll((partition, end) -> next.getOrDefault(partition, 0L));
            reader.read(from, ends.get(topic), readers.get(topic));
            next.putAll(ends.get(topic));
        }
    }

    /** Leaves a topic where it stands; gives how far it was read. */
    Map<TopicPartition, Long> leave(Topic<?> topic) {
        readers.remove(topic);
        Map<TopicPartition, Long> reached = new HashMap<>(next);
        reached.keySet().removeIf(partition -> !partition.topic().equals(topic.name()));
        return reached;
    }
}
