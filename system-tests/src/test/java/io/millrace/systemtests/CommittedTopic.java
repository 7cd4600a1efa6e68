package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.fail;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed on a topic, from its beginning on. */
record CommittedTopic<T extends SpecificRecord>(KafkaConnection kafka, Topic<T> topic) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** All that is there now. */
    List<T> records() {
        AvroSerde<T> serde = AvroSerde.of(topic, kafka.registry());
        List<T> records = new ArrayList<>();
        try (var consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(entry -> records.add(serde.deserialize(topic.name(), entry.value())));
            }
        }
        return records;
    }

    /** Waits until so many records are there that are as wanted; the latest of them. */
    T await(int count, Predicate<T> wanted) {
        AvroSerde<T> serde = AvroSerde.of(topic, kafka.registry());
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<T> found = new ArrayList<>();
        try (var consumer = consumer()) {
            while (found.size() < count) {
                for (var entry : consumer.poll(Duration.ofMillis(200))) {
                    Optional.ofNullable(entry.value())
                            .map(value -> serde.deserialize(topic.name(), value))
                            .filter(wanted)
                            .ifPresent(found::add);
                }
                if (System.nanoTime() > end) {
                    fail("%s: %d of %d came within %s", topic.name(), found.size(), count, PATIENCE);
                }
            }
        }
        return found.get(found.size() - 1);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions());
        consumer.seekToBeginning(partitions());
        return consumer;
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }
}
