package io.millrace.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

/** A consumer whose own measures are among the process's meters as long as it is open. */
public final class MeteredConsumer<K, V> extends KafkaConsumer<K, V> {
    private final AutoCloseable bound;

    public MeteredConsumer(
            Map<String, Object> settings, Deserializer<K> keys, Deserializer<V> values, MeterRegistry meters) {
        super(settings, keys, values);
        this.bound = ClientMeters.of(this, meters);
    }

    @Override
    public void close() {
        ClientMeters.close(bound);
        super.close();
    }

    @Override
    @Deprecated
    public void close(Duration timeout) {
        close(CloseOptions.timeout(timeout));
    }

    @Override
    public void close(CloseOptions options) {
        ClientMeters.close(bound);
        super.close(options);
    }
}
