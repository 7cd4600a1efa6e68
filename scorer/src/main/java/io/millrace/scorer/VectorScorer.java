package io.millrace.scorer;

import io.millrace.schemas.serde.VectorBytes;
import io.millrace.schemas.serde.VectorReader;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Gives every features record its one prediction or its one quarantine entry, many records to a call of the model. Order of use:
 * {@link #take} each record of a poll, poll more while {@link #patience} lasts, then {@link #flush}.
 */
final class VectorScorer {
    private final Lineup lineup;
    private final Champions champions;
    private final Duration maxWait;
    private final VectorReader reader;
    private final PredictionWriter writer;
    private final StageClock stages;
    private final InstantSource clock;
    private final InstantSource steady;
    private final MicroBatch batch;
    private byte[][] values = new byte[0][];
    private Instant begun = Instant.EPOCH;

    /**
     * @param maxBatch most vectors of one call
     * @param maxWait longest that a vector waits for others to share its call
     * @param clock what predictions say when they were scored by
     * @param steady what waits are measured by: nobody sets it
     */
    VectorScorer(
            Lineup lineup,
            Champions champions,
            int maxBatch,
            Duration maxWait,
            VectorReader reader,
            PredictionWriter writer,
            StageClock stages,
            InstantSource clock,
            InstantSource steady) {
        this.lineup = lineup;
        this.champions = champions;
        this.maxWait = maxWait;
        this.reader = reader;
        this.writer = writer;
        this.stages = stages;
        this.clock = clock;
        this.steady = steady;
        this.batch = new MicroBatch(maxBatch, lineup.prior());
    }

    void take(ConsumerRecord<String, byte[]> record) {
        Arrival arrival = batch.spare();
        if (!read(record, arrival)) {
            return;
        }
        VectorBytes vector = arrival.vector();
        vector.see(lineup.encoder(vector));
        ServingModel answering = lineup.answering(vector.encoder());
        if (answering.isPrior()) {
            champions.want(vector.encoder());
        } else if (vector.length() != answering.features()) {
            writer.rejected(
                    record,
                    "malformed",
                    "the vector has %d values, its encoder makes %d".formatted(vector.length(), answering.features()));
            return;
        }
        add(answering);
    }

    /** How long the vectors that were taken may wait for more to share their call. */
    Duration patience() {
        if (batch.rows() == 0 || maxWait.isZero()) {
            return Duration.ZERO;
        }
        Duration left = maxWait.minus(Duration.between(begun, steady.instant()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Scores what has been taken. A model that is replaced later is no longer needed. */
    void flush() {
        if (batch.rows() == 0) {
            return;
        }
        stages.ended(Stage.DECODE);
        FloatBuffer probabilities = batch.score();
        stages.ended(Stage.INFER);
        encode(probabilities);
        stages.ended(Stage.ENCODE);
        send();
        stages.ended(Stage.SEND);
        batch.clear();
    }

    /** Forgets what has been taken and not been scored. */
    void drop() {
        batch.clear();
    }

    private boolean read(ConsumerRecord<String, byte[]> record, Arrival arrival) {
        if (record.value() == null) {
            writer.rejected(record, "malformed", "the record has no value");
            return false;
        }
        try {
            arrival.of(record);
            reader.read(record.topic(), record.value(), arrival.vector());
            return true;
        } catch (SerializationException e) {
            writer.rejected(record, "malformed", "not a feature vector: " + e.getMessage());
            return false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the lineup has each model once
    private void add(ServingModel answering) {
        if (answering != batch.model()) {
            flush();
            batch.begin(answering);
        }
        if (batch.rows() == 0 && !maxWait.isZero()) {
            begun = steady.instant();
        }
        batch.add();
        if (batch.isFull()) {
            flush();
        }
    }

    private void encode(FloatBuffer probabilities) {
        int width = batch.model().width();
        values = values.length < batch.rows() ? new byte[batch.rows()][] : values;
        long now = clock.millis();
        writer.batch(batch.model(), now);
        for (int row = 0; row < batch.rows(); row++) {
            int best = Likeliest.of(probabilities, row * width, width);
            values[row] = best == Likeliest.NONE
                    ? null
                    : writer.encoded(batch.arrival(row).vector(), probabilities, row * width, best);
        }
        lineup.canary().ifPresent(canary -> writer.canaries(canary.replace(batch, values, now)));
    }

    private void send() {
        for (int row = 0; row < batch.rows(); row++) {
            Arrival arrival = batch.arrival(row);
            if (values[row] != null) {
                writer.predicted(arrival, values[row], batch.model().isPrior());
            } else {
                writer.rejected(arrival.record(), "bad-output", batch.model().noAnswer());
            }
        }
    }
}
