package io.millrace.scorer;

import io.millrace.schemas.FeatureVector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A feature vector as it arrived, with the record it came in. */
record Arrival(ConsumerRecord<String, byte[]> record, FeatureVector features) {
    String encoder() {
        return features.getEncoderFingerprint();
    }

    int length() {
        return features.getValues().size();
    }
}
