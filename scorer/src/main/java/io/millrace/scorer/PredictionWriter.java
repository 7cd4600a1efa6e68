package io.millrace.scorer;

import io.millrace.schemas.Rejected;
import io.millrace.schemas.serde.PredictionBytes;
import io.millrace.schemas.serde.PredictionBytes.By;
import io.millrace.schemas.serde.VectorBytes;
import io.millrace.schemas.topics.Topics;
import java.nio.FloatBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Sends what became of each features record, with its timestamp and headers, and counts it. */
final class PredictionWriter {
    private final Outbox outbox;
    private final Topics topics;
    private final PredictionBytes predictions;
    private final Serializer<Rejected> rejections;
    private final Tally tally;

    PredictionWriter(
            Outbox outbox, Topics topics, PredictionBytes predictions, Serializer<Rejected> rejections, Tally tally) {
        this.outbox = outbox;
        this.topics = topics;
        this.predictions = predictions;
        this.rejections = rejections;
        this.tally = tally;
    }

    /** The next predictions are that model's, of that time. */
    void batch(ServingModel model, long scoredMillis) {
        model.signs(predictions, model.isPrior() ? By.PRIOR : By.CHAMPION, scoredMillis);
    }

    /** The prediction for one vector, by the probabilities from there on. */
    byte[] encoded(VectorBytes vector, FloatBuffer probabilities, int from, int best) {
        return predictions.write(vector, probabilities, from, best);
    }

    void predicted(Arrival arrival, byte[] prediction, boolean coldStart) {
        send(arrival.record(), topics.predictions().name(), arrival.vector().id(), prediction);
        tally.predicted(coldStart);
    }

    /** So many of the predictions of a batch are a canary's. */
    void canaries(int predictions) {
        tally.canaries(predictions);
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
