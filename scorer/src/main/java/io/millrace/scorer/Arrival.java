package io.millrace.scorer;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A feature vector as it arrived, with the record it came in, and as the encoder sees it by which it is answered.
 *
 * @param encoder fingerprint of that encoder: the vector's own, or one of its others
 * @param values by that encoder
 */
record Arrival(ConsumerRecord<String, byte[]> record, FeatureVector features, String encoder, List<Float> values) {
    /** @param encoder fingerprint of one of the encoders that the vector is there of */
    static Arrival by(String encoder, ConsumerRecord<String, byte[]> record, FeatureVector features) {
        if (encoder.equals(features.getEncoderFingerprint())) {
            return new Arrival(record, features, encoder, features.getValues());
        }
        for (OtherVector other : features.getOthers()) {
            if (encoder.equals(other.getEncoderFingerprint())) {
                return new Arrival(record, features, encoder, other.getValues());
            }
        }
        throw new IllegalArgumentException("the vector is not there of encoder " + encoder);
    }

    int length() {
        return values.size();
    }
}
