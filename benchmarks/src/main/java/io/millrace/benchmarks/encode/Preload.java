package io.millrace.benchmarks.encode;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.serde.UserRecords;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts payments on a records topic, each under an id of its own. */
final class Preload {
    private final KafkaConnection kafka;
    private final String topic;

    Preload(KafkaConnection kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /**
     * Returns once all are acknowledged.
     *
     * @param timestampOf Kafka timestamp of a payment, by its number
     */
    void send(long from, long to, LongUnaryOperator timestampOf) {
        UserRecords records = new UserRecords(kafka.registry());
        Map<String, Object> settings = new HashMap<>(kafka.producer());
        settings.put("batch.size", 64 << 10);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long number = from; number < to && failure.get() == null; number++) {
                byte[] key = Payments.id(number).getBytes(StandardCharsets.UTF_8);
                byte[] value = records.write(topic, Payments.payment(number));
                producer.send(
                        new ProducerRecord<>(topic, null, timestampOf.applyAsLong(number), key, value),
                        (sent, e) -> failure.compareAndSet(null, e));
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new KafkaException("the payments cannot be sent", failure.get());
        }
    }
}
