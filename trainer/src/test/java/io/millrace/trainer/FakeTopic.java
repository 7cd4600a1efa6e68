package io.millrace.trainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic in memory that any number of consumers read without a group. Thread-safe. */
final class FakeTopic<V> {
    private final String name;
    private final Map<TopicPartition, List<ConsumerRecord<String, V>>> log = new HashMap<>();

    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final AtomicLong read = new AtomicLong();

    FakeTopic(String name, int partitions) {
        this.name = name;
        for (int partition = 0; partition < partitions; partition++) {
            log.put(new TopicPartition(name, partition), new ArrayList<>());
        }
    }

    synchronized void append(int partition, long timestamp, String key, V value) {
        List<ConsumerRecord<String, V>> records = log.get(new TopicPartition(name, partition));
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
                new RecordHeaders(),
                Optional.empty()));
    }

    /** Retention takes what lies before an offset. */
    synchronized void forget(int partition, long before) {
        beginnings.put(new TopicPartition(name, partition), before);
    }

    /** How many records were read, by all. */
    long read() {
        return read.get();
    }

    private synchronized long beginning(TopicPartition partition) {
        return beginnings.getOrDefault(partition, 0L);
    }

    Consumer<String, V> reader() {
        return new Reader();
    }

    private synchronized List<ConsumerRecord<String, V>> from(TopicPartition partition, long offset) {
        List<ConsumerRecord<String, V>> records = log.get(partition);
        return List.copyOf(records.subList((int) Math.min(offset, records.size()), records.size()));
    }

    private final class Reader extends MockConsumer<String, V> {
        private Reader() {
            super("earliest");
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            log.keySet().forEach(partition -> beginnings.put(partition, beginning(partition)));
            updateBeginningOffsets(beginnings);
            updatePartitions(
                    name,
                    log.keySet().stream()
                            .map(partition -> new PartitionInfo(name, partition.partition(), null, null, null))
                            .toList());
        }

        @Override
        public synchronized ConsumerRecords<String, V> poll(Duration timeout) {
            Map<TopicPartition, List<ConsumerRecord<String, V>>> found = new HashMap<>();
            for (TopicPartition partition : assignment()) {
                List<ConsumerRecord<String, V>> records = from(partition, position(partition));
                if (!records.isEmpty()) {
                    found.put(partition, records);
                    read.addAndGet(records.size());
                    seek(partition, position(partition) + records.size());
                }
            }
            if (found.isEmpty()) {
                Thread.onSpinWait();
            }
            return new ConsumerRecords<>(found, Map.of());
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(
                    partition -> ends.put(partition, (long) from(partition, 0).size()));
            return ends;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
            times.forEach((partition, time) -> from(partition, 0).stream()
                    .filter(written -> written.timestamp() >= time)
                    .findFirst()
                    .ifPresent(first ->
                            offsets.put(partition, new OffsetAndTimestamp(first.offset(), first.timestamp()))));
            return offsets;
        }
    }
}
