package io.millrace.ingest;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.IngestPosition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Positions on the ingest-positions topic, read committed from the beginning to the end. */
final class KafkaPositions implements Positions {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_MILLIS = 30_000;

    private final KafkaConnection kafka;
    private final Topic<IngestPosition> topic;
    private final AvroSerde<IngestPosition> serde;
    private final InstantSource clock;

    KafkaPositions(KafkaConnection kafka, Topic<IngestPosition> topic, SchemaRegistry registry, InstantSource clock) {
        this.kafka = kafka;
        this.topic = topic;
        this.serde = AvroSerde.of(topic, registry);
        this.clock = clock;
    }

    @Override
    public Optional<IngestPosition> committed(String source) {
        Map<TopicPartition, Long> ends = ends();
        byte[] last = null;
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(kafka.briefConsumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long giveUpAt = clock.millis() + PATIENCE_MILLIS;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> read : consumer.poll(POLL)) {
                    last = source.equals(read.key()) ? read.value() : last;
                }
                if (clock.millis() > giveUpAt) {
                    throw new TimeoutException(topic.name() + " could not be read to its end");
                }
            }
        }
        return Optional.ofNullable(last).map(value -> serde.deserialize(topic.name(), value));
    }

    /**
     * Ends of the log itself. A reader of committed records knows only the end of what no open transaction holds back, and
     * another source's open transaction may stand before our own committed position.
     */
    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(kafka.admin())) {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
