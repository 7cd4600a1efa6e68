package io.millrace.cli.embedded.registry;

import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The registry's log as a compacted topic of one partition, named as Confluent's registry names it. */
final class SchemasTopic implements RegistryLog {
    private static final String NAME = "_schemas";
    private static final int PATIENCE_MILLIS = 10_000;

    private final KafkaConnection kafka;
    private final boolean isNew;
    private final Producer<byte[], byte[]> producer;

    /** @throws ServiceFailure where the broker does not make the topic */
    SchemasTopic(KafkaConnection kafka) {
        this.kafka = kafka;
        this.isNew = create();
        Map<String, Object> settings = kafka.producer();
        settings.put("compression.type", "none");
        settings.put("linger.ms", 0);
        settings.put("request.timeout.ms", PATIENCE_MILLIS / 2);
        settings.put("delivery.timeout.ms", PATIENCE_MILLIS);
        settings.put("max.block.ms", PATIENCE_MILLIS);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public List<RegistryRecord> read() {
        List<RegistryRecord> entries = new ArrayList<>();
        if (isNew) {
            return entries;
        }
        TopicPartition partition = new TopicPartition(NAME, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka.briefConsumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(kept -> entries.add(RecordLayout.read(kept.key(), kept.value())));
            }
        }
        return entries;
    }

    @Override
    public void append(RegistryRecord entry) {
        RecordLayout.Bytes bytes = RecordLayout.write(entry);
        try {
            producer.send(new ProducerRecord<>(NAME, bytes.key(), bytes.value()))
                    .get();
        } catch (ExecutionException e) {
            throw RegistryError.storeFailed(String.valueOf(e.getCause().getMessage()));
        } catch (KafkaException e) {
            throw RegistryError.storeFailed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryError.storeFailed("interrupted");
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }

    private boolean create() {
        NewTopic topic = new NewTopic(NAME, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(kafka.admin())) {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new ServiceFailure(
                    "the embedded schema registry cannot make its topic " + NAME + ": "
                            + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("interrupted while making topic " + NAME, e);
        }
    }
}
