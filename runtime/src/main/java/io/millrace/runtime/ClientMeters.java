package io.millrace.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/** Shows what Kafka clients measure of themselves among a process's meters, and takes it away again once a client is closed. */
final class ClientMeters {
    private ClientMeters() {}

    static AutoCloseable of(Producer<?, ?> producer, MeterRegistry meters) {
        KafkaClientMetrics bound = new KafkaClientMetrics(producer);
        bound.bindTo(meters);
        return bound;
    }

    static AutoCloseable of(Consumer<?, ?> consumer, MeterRegistry meters) {
        KafkaClientMetrics bound = new KafkaClientMetrics(consumer);
        bound.bindTo(meters);
        return bound;
    }

    static AutoCloseable of(KafkaStreams streams, MeterRegistry meters) {
        KafkaStreamsMetrics bound = new KafkaStreamsMetrics(streams);
        bound.bindTo(meters);
        return bound;
    }

    static void close(AutoCloseable bound) {
        try {
            bound.close();
        } catch (Exception e) {
            throw new IllegalStateException("meters could not be taken away", e);
        }
    }
}
