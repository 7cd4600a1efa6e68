package io.millrace.trainer;

import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.Example;
import io.millrace.schemas.OffsetRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Every partition of the examples topic, read as examples come, from offsets that somebody else keeps. One thread. */
final class LiveExamples {
    private final String topic;
    private final Consumer<String, byte[]> consumer;
    private final OwnRecords<Example> examples;
    private long latestTimestamp;

    /** @param consumer without a group; closed by whoever made it */
    LiveExamples(String topic, Consumer<String, byte[]> consumer, OwnRecords<Example> examples) {
        this.topic = topic;
        this.consumer = consumer;
        this.examples = examples;
    }

    /** @param from first offset by partition; the end of the topic where there is none */
    void begin(IntFunction<OptionalLong> from) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(partition ->
                consumer.seek(partition, from.apply(partition.partition()).orElse(ends.get(partition))));
    }

    /** @param offsets next one by partition; others are read from their beginning, and so are those of which it is no longer there */
    void resume(Map<Integer, Long> offsets) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.beginningOffsets(partitions)
                .forEach((partition, beginning) -> consumer.seek(
                        partition, Math.max(beginning, offsets.getOrDefault(partition.partition(), beginning))));
    }

    private List<TopicPartition> partitions() {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** What has come, waiting a little where nothing has. */
    List<Comparison.Placed> poll(Duration wait) {
        List<Comparison.Placed> placed = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> at : consumer.poll(wait)) {
            latestTimestamp = at.timestamp();
            examples.read(at.value())
                    .ifPresent(example ->
                            placed.add(new Comparison.Placed(at.partition(), at.offset(), at.timestamp(), example)));
        }
        return placed;
    }

    /** Kafka timestamp of the latest that was read. */
    long latestTimestamp() {
        return latestTimestamp;
    }

    /** Next offset by partition; none before the beginning. */
    Map<Integer, Long> offsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        consumer.assignment().forEach(at -> offsets.put(at.partition(), consumer.position(at)));
        return offsets;
    }

    /** Whether all examples of these ranges were read, or come no more. */
    boolean havePassed(List<OffsetRange> ranges) {
        Map<Integer, Long> offsets = offsets();
        return ranges.stream()
                .allMatch(range -> offsets.getOrDefault(range.getPartition(), Long.MAX_VALUE) >= range.getTo());
    }
}
