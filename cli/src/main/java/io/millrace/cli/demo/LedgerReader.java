package io.millrace.cli.demo;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Fills the ledger from what is committed on the topics, from their beginning on; in a thread of its own. */
final class LedgerReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, ObjLongConsumer<byte[]>> entries = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile RuntimeException failure;

    LedgerReader(KafkaConnection kafka, Topics topics, Ledger ledger) {
        SchemaRegistry registry = kafka.registry();
        entries.put(topics.records().name(), (value, timestamp) -> ledger.record());
        enter(topics.features(), registry, ledger::vector);
        enter(topics.quarantine(), registry, ledger::rejected);
        enter(topics.predictions(), registry, ledger::prediction);
        enter(topics.outcomes(), registry, (ObjLongConsumer<Outcome>) ledger::outcome);
        enter(topics.driftAlerts(), registry, ledger::alert);
        enter(topics.models(), registry, ledger::model);
        consumer = new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.all().stream()
                .filter(topic -> entries.containsKey(topic.name()))
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = new Thread(this::run, "ledger");
        thread.start();
    }

    private <T extends SpecificRecord> void enter(Topic<T> topic, SchemaRegistry registry, Consumer<T> entry) {
        enter(topic, registry, (value, timestamp) -> entry.accept(value));
    }

    private <T extends SpecificRecord> void enter(Topic<T> topic, SchemaRegistry registry, ObjLongConsumer<T> entry) {
        AvroSerde<T> serde = AvroSerde.of(topic, registry);
        entries.put(topic.name(), (value, timestamp) -> {
            if (value != null) {
                entry.accept(serde.deserialize(topic.name(), value), timestamp);
            }
        });
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
                    entries.get(entry.topic()).accept(entry.value(), entry.timestamp());
                }
            }
        } catch (WakeupException e) {
            // closing
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** @throws RuntimeException what stopped the reader, if it stopped */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
