package io.millrace.scorer;

import io.millrace.schemas.serde.VectorBytes;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A features record and the vector in it, as the encoder made it by which it is answered. Used again from batch to batch. */
final class Arrival {
    private final VectorBytes vector = new VectorBytes();
    private ConsumerRecord<String, byte[]> record;

    void of(ConsumerRecord<String, byte[]> record) {
        this.record = record;
    }

    ConsumerRecord<String, byte[]> record() {
        return record;
    }

    VectorBytes vector() {
        return vector;
    }
}
