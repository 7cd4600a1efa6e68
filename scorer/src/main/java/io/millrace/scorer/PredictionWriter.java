package io.millrace.scorer;

import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.topics.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Sends what became of each features record, with its timestamp and headers, and counts it. */
final class PredictionWriter {
    private final Outbox outbox;
    private final Topics topics;
    private final Serializer<Prediction> predictions;
    private final Serializer<Rejected> rejections;
    private final Tally tally;

    PredictionWriter(
            Outbox outbox,
            Topics topics,
            Serializer<Prediction> predictions,
            Serializer<Rejected> rejections,
            Tally tally) {
        this.outbox = outbox;
        this.topics = topics;
        this.predictions = predictions;
        this.rejections = rejections;
        this.tally = tally;
    }

    void predicted(ConsumerRecord<String, byte[]> from, Prediction prediction) {
        String topic = topics.predictions().name();
        send(from, topic, prediction.getId(), predictions.serialize(topic, prediction));
        tally.predicted(prediction.getColdStart());
    }

    void rejected(ConsumerRecord<String, byte[]> from, String reason, String message) {
        String topic = topics.quarantine().name();
        send(from, topic, from.key(), rejections.serialize(topic, Rejection.of(from, reason, message)));
        tally.quarantine();
    }

    private void send(ConsumerRecord<String, byte[]> from, String topic, String key, byte[] value) {
        outbox.send(new ProducerRecord<>(topic, null, from.timestamp(), key, value, from.headers()));
    }
}
