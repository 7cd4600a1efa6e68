package io.millrace.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/** Shows what Kafka clients measure of themselves among a process's meters, and takes it away again once a client is closed. */
final class ClientMeters {
    /** Looks now and then which of their measures are new; one thread for all clients of the process. */
    private static final ScheduledExecutorService LOOKING = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "client-meters");
        thread.setDaemon(true);
        return thread;
    });

    private ClientMeters() {}

    static AutoCloseable of(Producer<?, ?> producer, MeterRegistry meters) {
        KafkaClientMetrics bound = new KafkaClientMetrics(producer, List.of(), LOOKING);
        bound.bindTo(meters);
        return bound;
    }

    static AutoCloseable of(Consumer<?, ?> consumer, MeterRegistry meters) {
        KafkaClientMetrics bound = new KafkaClientMetrics(consumer, List.of(), LOOKING);
        bound.bindTo(meters);
        return bound;
    }

    static AutoCloseable of(KafkaStreams streams, MeterRegistry meters) {
        KafkaStreamsMetrics bound = new KafkaStreamsMetrics(streams, List.of(), LOOKING);
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
