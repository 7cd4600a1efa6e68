package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that encode has committed, read on and on. */
final class EncodeOutput implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Topics topics;
    private final AvroSerde<FeatureVector> vectors;
    private final AvroSerde<Rejected> rejections;
    private final AvroSerde<VocabularyEntry> entries;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<FeatureVector> features = new ArrayList<>();
    private final List<Rejected> quarantined = new ArrayList<>();
    private final List<VocabularyEntry> learned = new ArrayList<>();

    EncodeOutput(KafkaConnection kafka, Topics topics) {
        SchemaRegistry registry = kafka.registry();
        this.topics = topics;
        this.vectors = AvroSerde.of(topics.features(), registry);
        this.rejections = AvroSerde.of(topics.quarantine(), registry);
        this.entries = AvroSerde.of(topics.vocabularies(), registry);
        this.consumer = new KafkaConsumer<>(kafka.consumer(), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics.features(), topics.quarantine(), topics.vocabularies())
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Records that came through: as vectors or into quarantine. */
    int count() {
        return features.size() + quarantined.size();
    }

    /** Waits until so many records have come through. */
    void await(int records) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (count() < records) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            if (System.nanoTime() > end) {
                fail(
                        "%s: %d of %d records came through within %s",
                        topics.records().name(), count(), records, PATIENCE);
            }
        }
    }

    /** Reads what is there, to the end; whoever writes must have ended. */
    void readToTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<String, byte[]> read) {
        if (read.topic().equals(topics.features().name())) {
            features.add(vectors.deserialize(read.topic(), read.value()));
        } else if (read.topic().equals(topics.quarantine().name())) {
            quarantined.add(rejections.deserialize(read.topic(), read.value()));
        } else {
            learned.add(entries.deserialize(read.topic(), read.value()));
        }
    }

    List<FeatureVector> features() {
        return features;
    }

    List<Rejected> quarantined() {
        return quarantined;
    }

    /** By column, each category's code; fails where a category ever had two, or a code ever had two categories. */
    Map<String, Map<String, Integer>> vocabularies() {
        Map<String, Map<String, Integer>> codes = new TreeMap<>();
        Map<String, String> owners = new HashMap<>();
        for (VocabularyEntry entry : learned) {
            Integer before = codes.computeIfAbsent(entry.getColumn(), column -> new TreeMap<>())
                    .putIfAbsent(entry.getValue(), entry.getCode());
            assertThat(before).as(entry.toString()).isIn(null, entry.getCode());
            String owner = owners.putIfAbsent(entry.getColumn() + '/' + entry.getCode(), entry.getValue());
            assertThat(owner).as(entry.toString()).isIn(null, entry.getValue());
        }
        return codes;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
