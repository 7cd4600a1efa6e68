package io.millrace.cli.quarantine;

import io.millrace.cli.audit.TopicReader;
import io.millrace.cli.process.Termination;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Replay;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.MalformedRecord;
import io.millrace.schemas.serde.SchemaRefused;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Reads what is in quarantine by now, partition by partition; belongs to no group and commits nothing. One thread. */
public final class QuarantineReader {
    private final KafkaConnection kafka;
    private final Topics topics;
    private final Termination termination;

    public QuarantineReader(KafkaConnection kafka, Topics topics, Termination termination) {
        this.kafka = kafka;
        this.topics = topics;
        this.termination = termination;
    }

    /** @throws ServiceFailure where the topics cannot be read, or the process is asked to end */
    public void read(Filter filter, Consumer<Entry> each) throws InterruptedException {
        SchemaRegistry registry = kafka.registry();
        Set<Place> replayed = new HashSet<>();
        try (TopicReader reader = new TopicReader(kafka, termination)) {
            read(reader, topics.replays(), registry, (at, replay) -> replayed.add(place(replay)));
            read(reader, topics.quarantine(), registry, (at, rejected) -> {
                Place place = new Place(at.partition(), at.offset());
                Entry entry = new Entry(place, rejected, replayed.contains(place));
                if (filter.matches(entry)) {
                    each.accept(entry);
                }
            });
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("the quarantine cannot be read", e);
        }
    }

    private static Place place(Replay replay) {
        return new Place(replay.getPartition(), replay.getOffset());
    }

    private interface Found<T> {
        void found(ConsumerRecord<byte[], byte[]> at, T value);
    }

    private static <T extends SpecificRecord> void read(
            TopicReader reader, Topic<T> topic, SchemaRegistry registry, Found<T> found) throws InterruptedException {
        AvroSerde<T> serde = AvroSerde.of(topic, registry);
        reader.readAll(topic, at -> value(serde, at).ifPresent(value -> found.found(at, value)));
    }

    /** What is not Millrace's own is passed over. */
    private static <T extends SpecificRecord> Optional<T> value(AvroSerde<T> serde, ConsumerRecord<byte[], byte[]> at) {
        try {
            return Optional.ofNullable(serde.deserialize(at.topic(), at.value()));
        } catch (MalformedRecord | SchemaRefused e) {
            return Optional.empty();
        }
    }
}
