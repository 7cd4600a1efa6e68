package io.millrace.scorer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Messages first, positions after them: a crash in between repeats messages, and loses none. */
final class AtLeastOnceOutbox implements Outbox {
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Callback written = (metadata, e) -> {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
    };

    AtLeastOnceOutbox(Producer<String, byte[]> producer, Consumer<String, byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    @Override
    public void open() {
        // nothing is left open by an earlier incarnation
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what the future would say
    public void send(ProducerRecord<String, byte[]> message) {
        producer.send(message, written);
    }

    @Override
    public void commit(Map<TopicPartition, OffsetAndMetadata> positions) {
        producer.flush();
        Exception e = failure.getAndSet(null);
        if (e != null) {
            throw new KafkaException("a prediction could not be written: " + e.getMessage(), e);
        }
        consumer.commitSync(positions);
    }

    @Override
    public void abort() {
        failure.set(null);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
