package io.millrace.processors;

import io.millrace.processors.JoinPart.Answer;
import io.millrace.processors.JoinPart.Features;
import io.millrace.processors.JoinPart.Truth;
import io.millrace.schemas.Example;
import io.millrace.schemas.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A record about which everything is known: what models saw, what the champion said, what was true.
 *
 * @param corrects what was held for true before; empty the first time
 */
record Joined(Features features, Answer answer, Truth truth, Optional<String> corrects) {
    /**
     * Surer than this no prediction is taken to be: the loss of one that was sure and wrong stays finite, at 34.5 nats.
     */
    private static final double SMALLEST_PROBABILITY = 1e-15;

    static Joined first(Features features, Answer answer, Truth truth) {
        return new Joined(features, answer, truth, Optional.empty());
    }

    /** Kafka timestamp of all that follows: the latest of the three. */
    long timestamp() {
        return Math.max(features.timestamp(), Math.max(answer.timestamp(), truth.timestamp()));
    }

    Outcome outcome(String id) {
        return new Outcome(
                id,
                answer.modelVersion(),
                features.encoderFingerprint(),
                Instant.ofEpochMilli(features.eventTimeMillis()),
                Instant.ofEpochMilli(answer.scoredAtMillis()),
                Instant.ofEpochMilli(truth.labelledAtMillis()),
                answer.predicted(),
                truth.actual(),
                !isNumber() && answer.predicted().equals(truth.actual()),
                isNumber() ? squaredError() : logLoss(),
                answer.confidence(),
                answer.coldStart(),
                labelDelayMillis(),
                corrects.orElse(null));
    }

    Example example(String id) {
        return new Example(
                id,
                features.encoderFingerprint(),
                Instant.ofEpochMilli(features.eventTimeMillis()),
                features.values().asList(),
                truth.actual(),
                labelDelayMillis(),
                features.entity().orElse(null),
                corrects.orElse(null));
    }

    /**
     * −ln p of the true class, in nats; 0 for a sure and right prediction, a class without a probability counts as 0.
     */
    private double logLoss() {
        double probability = answer.probabilities().getOrDefault(truth.actual(), 0f);
        double clamped = probability >= SMALLEST_PROBABILITY ? Math.min(1, probability) : SMALLEST_PROBABILITY;
        return Math.abs(Math.log(clamped));
    }

    /** A model of classes says of each how likely it is. */
    private boolean isNumber() {
        return answer.probabilities().isEmpty();
    }

    /** NaN where the definition predicted something else when it was answered than when it was labelled. */
    private double squaredError() {
        try {
            double error = Double.parseDouble(answer.predicted()) - Double.parseDouble(truth.actual());
            return error * error;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private long labelDelayMillis() {
        return truth.labelledAtMillis() - answer.scoredAtMillis();
    }
}
