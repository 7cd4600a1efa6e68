package io.millrace.scorer;

import io.micrometer.core.instrument.Timer;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Gives every features record its one prediction or its one quarantine entry, many records to a call of the model. Order of use:
 * {@link #take} each record of a poll, then {@link #flush}.
 */
final class VectorScorer {
    private final Lineup lineup;
    private final Champions champions;
    private final MicroBatch batch;
    private final Deserializer<FeatureVector> vectors;
    private final PredictionWriter writer;
    private final Timer modelCall;
    private final InstantSource clock;
    private ServingModel model;

    VectorScorer(
            Lineup lineup,
            Champions champions,
            int maxBatch,
            Deserializer<FeatureVector> vectors,
            PredictionWriter writer,
            Timer modelCall,
            InstantSource clock) {
        this.lineup = lineup;
        this.champions = champions;
        this.batch = new MicroBatch(maxBatch);
        this.vectors = vectors;
        this.writer = writer;
        this.modelCall = modelCall;
        this.clock = clock;
        this.model = lineup.prior();
    }

    void take(ConsumerRecord<String, byte[]> record) {
        read(record).ifPresent(vector -> add(Arrival.by(lineup.encoder(vector), record, vector)));
    }

    /** Scores what has been taken. A model that is replaced later is no longer needed. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        float[] probabilities = batch.score(model, modelCall);
        Instant now = clock.instant();
        int row = 0;
        for (Arrival arrival : batch.arrivals()) {
            Optional<Prediction> prediction = Answers.of(model, arrival, probabilities, row++, now);
            if (prediction.isPresent()) {
                writer.predicted(arrival.record(), prediction.get());
            } else {
                writer.rejected(
                        arrival.record(),
                        "bad-output",
                        "model version " + model.version() + " answered with something that is no probability");
            }
        }
        batch.clear();
    }

    private Optional<FeatureVector> read(ConsumerRecord<String, byte[]> record) {
        try {
            Optional<FeatureVector> vector = Optional.ofNullable(vectors.deserialize(record.topic(), record.value()));
            if (vector.isEmpty()) {
                writer.rejected(record, "malformed", "the record has no value");
            }
            return vector;
        } catch (SerializationException e) {
            writer.rejected(record, "malformed", "not a feature vector: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void add(Arrival arrival) {
        ServingModel answering = lineup.answering(arrival.encoder());
        if (answering.isPrior()) {
            champions.want(arrival.encoder());
        } else if (arrival.length() != answering.features()) {
            writer.rejected(
                    arrival.record(),
                    "malformed",
                    "the vector has %d values, its encoder makes %d".formatted(arrival.length(), answering.features()));
            return;
        }
        if (!answering.equals(model) || batch.isFull()) {
            flush();
            model = answering;
        }
        batch.add(arrival);
    }
}
