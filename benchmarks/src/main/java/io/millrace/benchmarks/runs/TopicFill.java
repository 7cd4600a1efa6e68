package io.millrace.benchmarks.runs;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts numbered records on one of a pipeline's own topics, as the service does that writes it. */
public final class TopicFill {
    private TopicFill() {}

    /**
     * Returns once all are acknowledged.
     *
     * @param records how many
     * @param record that of a number from 0
     */
    public static <T extends SpecificRecord> void fill(
            KafkaConnection kafka, Topic<T> topic, long records, LongFunction<ProducerRecord<String, T>> record) {
        Map<String, Object> settings = new HashMap<>(kafka.producer());
        settings.put("batch.size", 64 << 10);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, T> producer =
                new KafkaProducer<>(settings, new StringSerializer(), AvroSerde.of(topic, kafka.registry()))) {
            for (long number = 0; number < records && failure.get() == null; number++) {
                producer.send(record.apply(number), (sent, e) -> failure.compareAndSet(null, e));
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new KafkaException("topic " + topic.name() + " cannot be filled", failure.get());
        }
    }
}
