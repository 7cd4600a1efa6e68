package io.millrace.drift.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A topic of one partition in memory, and what one group has committed on it. */
final class FakeTopic {
    private final TopicPartition partition;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private Optional<OffsetAndMetadata> committed = Optional.empty();

    FakeTopic(String name) {
        this.partition = new TopicPartition(name, 0);
    }

    void append(String key, byte[] value) {
        records.add(new ConsumerRecord<>(partition.topic(), 0, records.size(), key, value));
    }

    /** Position of the group, or -1. */
    long committed() {
        return committed.map(OffsetAndMetadata::offset).orElse(-1L);
    }

    Reader reader() {
        return new Reader();
    }

    /** A consumer of the topic; where it subscribes, it is assigned the partition with its next poll. */
    final class Reader extends MockConsumer<String, byte[]> {
        private Reader() {
            super("earliest");
            updateBeginningOffsets(Map.of(partition, 0L));
            updatePartitions(partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            if (assignment().isEmpty()) {
                rebalance(List.of(partition));
            }
            super.poll(timeout);
            int position = (int) position(partition);
            if (paused().contains(partition) || position >= records.size()) {
                return ConsumerRecords.empty();
            }
            seek(partition, records.size());
            return new ConsumerRecords<>(
                    Map.of(partition, List.copyOf(records.subList(position, records.size()))), Map.of());
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return Map.of(partition, (long) records.size());
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
            committed.ifPresent(position -> positions.put(partition, position));
            return positions;
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> positions) {
            committed = Optional.of(positions.get(partition));
        }
    }
}
