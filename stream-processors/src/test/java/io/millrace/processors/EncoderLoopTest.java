package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.Encoder;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.EncoderVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineText;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EncoderLoopTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PipelineDefinition OWN =
            EncoderNeedsTest.pipeline("{name: amount, type: numeric}", "{}", "[a, b]");
    private static final PipelineDefinition BEFORE =
            EncoderNeedsTest.pipeline("{name: amount, type: numeric, min: 0}", "{}", "[a, b]");

    private final Topics topics = Topics.of(OWN);
    private final SchemaRegistry registry = new SchemaRegistry("fake", new FakeRegistry());
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final Map<String, Long> offsets = new HashMap<>();
    private final List<List<String>> told = new ArrayList<>();
    private int registrations;
    private final EncoderLoop loop = new EncoderLoop(
            topics,
            consumer,
            new OwnRecords<>(topics.encoders(), registry),
            new OwnRecords<>(topics.models(), registry),
            new EncoderNeeds(OWN),
            () -> registrations++,
            others -> told.add(others.stream().map(OtherEncoder::fingerprint).toList()),
            () -> NOW);

    @Test
    void shouldReadBothTopicsWholeBeforeItSaysWhatIsNeeded() {
        ends(1, 1);
        loop.turn();
        arrive(topics.encoders(), fingerprint(BEFORE), version(BEFORE));
        loop.turn();
        assertThat(told).isEmpty();

        arrive(topics.models(), Topics.CHAMPION, EncoderNeedsTest.model(1, fingerprint(BEFORE)));
        loop.turn();
        loop.turn();
        assertThat(told).containsExactly(List.of(fingerprint(BEFORE)), List.of(fingerprint(BEFORE)));
        assertThat(registrations).isEqualTo(1);
    }

    @Test
    void shouldFollowWhatIsNew() {
        ends(0, 0);
        loop.turn();
        arrive(topics.encoders(), "garbage", new byte[] {1, 2, 3});
        arrive(topics.encoders(), fingerprint(BEFORE), version(BEFORE));
        arrive(topics.models(), Topics.CHAMPION, EncoderNeedsTest.model(1, fingerprint(BEFORE)));
        loop.turn();
        arrive(topics.models(), Topics.CHAMPION, EncoderNeedsTest.model(2, fingerprint(OWN)));
        loop.turn();

        assertThat(told).containsExactly(List.of(), List.of(fingerprint(BEFORE)), List.of());
    }

    @Test
    void shouldRegisterItsEncoderOnlyWhereItIsNew() {
        ends(1, 0);
        loop.turn();
        arrive(topics.encoders(), fingerprint(OWN), version(OWN));
        loop.turn();

        assertThat(told).containsExactly(List.of());
        assertThat(registrations).isZero();
    }

    private void ends(long encoders, long models) {
        consumer.updateBeginningOffsets(Map.of(partition(topics.encoders()), 0L, partition(topics.models()), 0L));
        consumer.updateEndOffsets(Map.of(partition(topics.encoders()), encoders, partition(topics.models()), models));
    }

    private <T extends SpecificRecord> void arrive(Topic<T> topic, String key, T value) {
        arrive(topic, key, AvroSerde.of(topic, registry).serialize(topic.name(), value));
    }

    private void arrive(Topic<?> topic, String key, byte[] value) {
        long offset = offsets.merge(topic.name(), 1L, Long::sum) - 1;
        consumer.addRecord(new ConsumerRecord<>(topic.name(), 0, offset, key, value));
    }

    private static TopicPartition partition(Topic<?> topic) {
        return new TopicPartition(topic.name(), 0);
    }

    private static String fingerprint(PipelineDefinition pipeline) {
        return Encoder.of(pipeline).fingerprint();
    }

    private static EncoderVersion version(PipelineDefinition pipeline) {
        return new EncoderVersion(fingerprint(pipeline), PipelineText.of(pipeline), NOW);
    }
}
