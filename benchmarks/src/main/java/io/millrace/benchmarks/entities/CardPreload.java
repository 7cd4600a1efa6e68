package io.millrace.benchmarks.entities;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts uses of cards on the entity-events topic, as the encode application does. */
final class CardPreload {
    private final KafkaConnection kafka;
    private final Cards cards;

    CardPreload(KafkaConnection kafka, Cards cards) {
        this.kafka = kafka;
        this.cards = cards;
    }

    /** Sends the first so many uses; returns once all are acknowledged. */
    void send(long uses) {
        Topic<EntityEvent> topic = Topics.of(cards.pipeline()).entityEvents();
        Map<String, Object> settings = new HashMap<>(kafka.producer());
        settings.put("batch.size", 64 << 10);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, EntityEvent> producer =
                new KafkaProducer<>(settings, new StringSerializer(), AvroSerde.of(topic, kafka.registry()))) {
            for (long number = 0; number < uses && failure.get() == null; number++) {
                producer.send(
                        new ProducerRecord<>(
                                topic.name(), null, cards.timestamp(number), cards.card(number), cards.use(number)),
                        (sent, e) -> failure.compareAndSet(null, e));
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new KafkaException("the uses of cards cannot be sent", failure.get());
        }
    }
}
