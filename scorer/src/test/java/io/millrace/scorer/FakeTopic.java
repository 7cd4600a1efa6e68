package io.millrace.scorer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic in memory that any number of consumers read, each from where it likes. */
final class FakeTopic {
    private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> log = new HashMap<>();
    private final String name;

    FakeTopic(String name, int partitions) {
        this.name = name;
        for (int partition = 0; partition < partitions; partition++) {
            log.put(partition(partition), new ArrayList<>());
        }
    }

    TopicPartition partition(int partition) {
        return new TopicPartition(name, partition);
    }

    void append(int partition, long timestamp, String key, byte[] value, RecordHeaders headers) {
        List<ConsumerRecord<String, byte[]>> records = log.get(partition(partition));
        records.add(new ConsumerRecord<>(
                name,
                partition,
                records.size(),
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty()));
    }

    void append(String key, byte[] value) {
        append(0, 0, key, value, new RecordHeaders());
    }

    Reader reader() {
        return new Reader();
    }

    /** A consumer of the topic. What a transactional producer commits for its group is found again by {@link #committed}. */
    final class Reader extends MockConsumer<String, byte[]> {
        private Optional<MockProducer<String, byte[]>> committer = Optional.empty();
        private int atMost = Integer.MAX_VALUE;

        private Reader() {
            super("earliest");
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            log.keySet().forEach(partition -> beginnings.put(partition, 0L));
            updateBeginningOffsets(beginnings);
        }

        Reader committedBy(MockProducer<String, byte[]> producer) {
            committer = Optional.of(producer);
            return this;
        }

        /** A poll brings so many records of a partition at most. */
        void pollAtMost(int records) {
            atMost = records;
        }

        @Override
        public synchronized OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.of(log.get(partition).size() - position(partition));
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            super.poll(timeout); // its rebalances and errors
            Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> found = new HashMap<>();
            for (TopicPartition partition : assignment()) {
                List<ConsumerRecord<String, byte[]>> records = log.get(partition);
                int position = (int) position(partition);
                int next = (int) Math.min(records.size(), (long) position + atMost);
                if (position < next) {
                    found.put(partition, List.copyOf(records.subList(position, next)));
                    seek(partition, next);
                }
            }
            return new ConsumerRecords<>(found, Map.of());
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(
                    partition -> ends.put(partition, (long) log.get(partition).size()));
            return ends;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>(super.committed(partitions));
            committer.ifPresent(producer -> producer.consumerGroupOffsetsHistory()
                    .forEach(groups -> groups.values().forEach(positions::putAll)));
            positions.keySet().retainAll(partitions);
            return positions;
        }
    }
}
