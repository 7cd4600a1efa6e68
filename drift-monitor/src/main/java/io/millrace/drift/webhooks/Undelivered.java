package io.millrace.drift.webhooks;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.UndeliveredAlert;
import io.millrace.schemas.serde.AvroSerde;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Where alerts go that a webhook did not take. One thread. */
final class Undelivered implements AutoCloseable {
    private final String webhook;
    private final String topic;
    private final AvroSerde<UndeliveredAlert> serde;
    private final Producer<String, byte[]> producer;

    /** @param producer idempotent; closed with this */
    Undelivered(String webhook, String topic, AvroSerde<UndeliveredAlert> serde, Producer<String, byte[]> producer) {
        this.webhook = webhook;
        this.topic = topic;
        this.serde = serde;
        this.producer = producer;
    }

    /** Returns once Kafka has acknowledged it. */
    void write(ConsumerRecord<String, byte[]> at, DriftAlert alert, Delivery delivery, Instant now) {
        UndeliveredAlert undelivered = UndeliveredAlert.newBuilder()
                .setWebhook(webhook)
                .setId(delivery.id())
                .setEpisode(alert.getEpisode())
                .setAlert(AvroJson.of(alert).toString())
                .setBody(delivery.body())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setAttempts(delivery.attempts())
                .setStatus(delivery.status().orElse(null))
                .setError(delivery.words())
                .setFirstAttemptAt(delivery.begun())
                .setGivenUpAt(now)
                .build();
        try {
            producer.send(new ProducerRecord<>(topic, webhook, serde.serialize(topic, undelivered)))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    topic + " cannot be written: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
