package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProfilerLoopTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final PipelineDefinition pipeline = PipelineReader.parse("""
            name: p
            task: binary-classification
            source: {format: json}
            profiles: {window: 1h}
            label: {classes: [a, b]}
            columns: [{name: x, type: numeric}]
            """, "p.yaml");
    private final Topics topics = Topics.of(pipeline);
    private final TopicPartition partition = new TopicPartition(topics.records().name(), 0);
    private final AvroSerde<ColumnProfile> serde =
            AvroSerde.of(topics.profiles(), new SchemaRegistry("fake", new FakeRegistry()));
    private final MockConsumer<byte[], byte[]> records = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private Instant now = NOON;
    private final ProfilerLoop loop = new ProfilerLoop(
            pipeline,
            topics,
            records,
            this::emptyProfiles,
            new OwnRecords<>(topics.profiles(), new SchemaRegistry("fake", new FakeRegistry())),
            serde,
            producer,
            new JsonDecoder(),
            () -> now,
            () -> {});
    private long end;

    private MockConsumer<String, byte[]> emptyProfiles() {
        MockConsumer<String, byte[]> profiles = new MockConsumer<>("earliest");
        TopicPartition only = new TopicPartition(topics.profiles().name(), 0);
        profiles.updateBeginningOffsets(Map.of(only, 0L));
        profiles.updateEndOffsets(Map.of(only, 0L));
        return profiles;
    }

    @BeforeEach
    void start() {
        records.updateBeginningOffsets(Map.of(partition, 0L));
        records.updateEndOffsets(Map.of(partition, 0L));
        loop.turn();
        records.rebalance(List.of(partition));
    }

    private void receive(int x, Instant at) {
        byte[] value = ("{\"x\": " + x + "}").getBytes(StandardCharsets.UTF_8);
        records.addRecord(new ConsumerRecord<>(
                partition.topic(),
                0,
                end++,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                Optional.empty()));
        records.updateEndOffsets(Map.of(partition, end));
    }

    private void turnAfter(Duration time) {
        now = now.plus(time);
        loop.turn();
    }

    /** The latest of each key that is committed. */
    private Map<String, ColumnProfile> written() {
        Map<String, ColumnProfile> written = new TreeMap<>();
        producer.history()
                .forEach(sent -> written.put(
                        sent.key(), serde.deserialize(topics.profiles().name(), sent.value())));
        return written;
    }

    @Test
    void shouldCloseTheWindowOfAPartitionThatStandsStillOnceByTheClock() {
        receive(3, NOON);
        turnAfter(Duration.ofSeconds(10));
        assertThat(written()).containsOnlyKeys("x/0");

        turnAfter(Duration.ofHours(1));
        assertThat(written().get("x/0/last").getClosed()).isTrue();
        assertThat(written().get("x/0/last").getCount()).isEqualTo(1);
        assertThat(written().get("x/0").getCount()).isZero();

        int commits = producer.history().size();
        turnAfter(Duration.ofHours(3));
        assertThat(producer.history()).hasSize(commits);
        assertThat(producer.consumerGroupOffsetsHistory()).hasSize(2);
    }

    @Test
    void shouldLeaveAWindowOpenWhileRecordsOfItAreStillToBeRead() {
        receive(3, NOON);
        turnAfter(Duration.ofSeconds(10));
        records.updateEndOffsets(Map.of(partition, end + 1));

        turnAfter(Duration.ofHours(1));

        assertThat(written()).containsOnlyKeys("x/0");
    }
}
