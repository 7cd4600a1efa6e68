package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.serde.PredictionBytes;
import io.millrace.schemas.serde.PredictionBytes.By;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.VectorBytes;
import io.millrace.schemas.serde.VectorReader;
import io.millrace.schemas.topics.Topic;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** Gives features records a shadow's predictions, flagged so, where its encoder made a vector of them. One thread. */
final class ShadowScorer implements AutoCloseable {
    private final Topic<Prediction> topic;
    private final Producer<String, byte[]> producer;
    private final VectorReader reader;
    private final PredictionBytes predictions;
    private final MicroBatch batch;
    private final InstantSource clock;
    private final ShadowMeters meters;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private int sent;

    /**
     * @param producer closed with this
     * @param prior what the batch is fitted to before a first shadow
     * @param maxBatch most vectors of one call
     * @param clock what predictions say when they were scored by
     */
    ShadowScorer(
            Topic<Prediction> topic,
            Producer<String, byte[]> producer,
            SchemaRegistry registry,
            ServingModel prior,
            int maxBatch,
            InstantSource clock,
            ShadowMeters meters) {
        this.topic = topic;
        this.producer = producer;
        this.reader = new VectorReader(registry);
        this.predictions = new PredictionBytes(topic, registry);
        this.batch = new MicroBatch(maxBatch, prior);
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * @throws ModelRefused where the shadow fails; what it had not answered yet is skipped
     * @throws KafkaException where an answer could not be written
     */
    void answer(ConsumerRecords<String, byte[]> records, ServingModel shadow) {
        sent = 0;
        batch.begin(shadow);
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                if (fits(record, shadow)) {
                    batch.add();
                }
                if (batch.isFull()) {
                    flush();
                }
            }
            flush();
        } finally {
            meters.skipped(records.count() - sent);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    /** Whether it is a vector that the shadow can answer; then it is the batch's spare one. What is none is the champion's to put into quarantine. */
    private boolean fits(ConsumerRecord<String, byte[]> record, ServingModel shadow) {
        VectorBytes vector = batch.spare().vector();
        if (record.value() == null || !isRead(record, vector)) {
            return false;
        }
        return vector.seeAs(shadow.encoder()) && vector.length() == shadow.features();
    }

    private boolean isRead(ConsumerRecord<String, byte[]> record, VectorBytes vector) {
        try {
            batch.spare().of(record);
            reader.read(record.topic(), record.value(), vector);
            return true;
        } catch (SerializationException e) {
            return false;
        }
    }

    private void flush() {
        if (batch.rows() == 0) {
            return;
        }
        ServingModel shadow = batch.model();
        FloatBuffer answers = batch.checkedScore();
        shadow.signs(predictions, By.SHADOW, clock.millis());
        for (int row = 0; row < batch.rows(); row++) {
            int from = row * shadow.width();
            Arrival arrival = batch.arrival(row);
            send(
                    arrival,
                    predictions.write(arrival.vector(), answers, from, Likeliest.of(answers, from, shadow.width())));
        }
        batch.clear();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what the future would say
    private void send(Arrival arrival, byte[] prediction) {
        Exception before = failure.get();
        if (before != null) {
            throw new KafkaException("a shadow's prediction could not be written: " + before.getMessage(), before);
        }
        ConsumerRecord<String, byte[]> from = arrival.record();
        sent++;
        producer.send(
                new ProducerRecord<>(
                        topic.name(), null, from.timestamp(), arrival.vector().id(), prediction, from.headers()),
                this::answered);
    }

    private void answered(RecordMetadata written, Exception e) {
        if (e == null) {
            meters.predicted();
        } else {
            meters.skipped(1);
            failure.compareAndSet(null, e);
        }
    }
}
