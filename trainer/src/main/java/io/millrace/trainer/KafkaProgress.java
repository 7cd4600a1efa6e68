package io.millrace.trainer;

import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.TrainingProgress;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes progress at once, outside the transaction in which the answer is. What cannot be written is left out. Thread-safe. */
final class KafkaProgress implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaProgress.class);

    private final Producer<String, TrainingProgress> producer;
    private final String topic;
    private final InstantSource clock;

    /** @param producer without transactions; closed with this */
    KafkaProgress(Producer<String, TrainingProgress> producer, String topic, InstantSource clock) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
    }

    @Override
    public void reached(String request, TrainingPhase phase, double done, String line) {
        TrainingProgress progress = new TrainingProgress(request, phase, done, clock.instant(), line);
        try {
            var unused = producer.send(new ProducerRecord<>(topic, request, progress), (sent, e) -> {
                if (e != null) {
                    LOG.debug("progress of {} is not written: {}", request, e.getMessage());
                }
            });
        } catch (RuntimeException e) {
            LOG.debug("progress of {} is not written: {}", request, e.getMessage());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
