package io.millrace.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Serializer;

/** A producer whose own measures are among the process's meters as long as it is open. */
public final class MeteredProducer<K, V> extends KafkaProducer<K, V> {
    private final AutoCloseable bound;

    public MeteredProducer(
            Map<String, Object> settings, Serializer<K> keys, Serializer<V> values, MeterRegistry meters) {
        super(settings, keys, values);
        this.bound = ClientMeters.of(this, meters);
    }

    @Override
    public void close() {
        close(Duration.ofMillis(Long.MAX_VALUE));
    }

    @Override
    public void close(Duration timeout) {
        ClientMeters.close(bound);
        super.close(timeout);
    }
}
