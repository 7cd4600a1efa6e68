package io.millrace.processors;

import io.millrace.features.FloatVector;
import java.util.Map;

/**
 * One of the three things that are known about a record sooner or later: its vector, its prediction, its label. Only
 * what the join needs of it.
 */
sealed interface JoinPart {
    /** Kafka timestamp it came with, in milliseconds. */
    long timestamp();

    /** What models saw. */
    record Features(long timestamp, String encoderFingerprint, long eventTimeMillis, FloatVector values)
            implements JoinPart {}

    /** What the champion answered. */
    record Answer(
            long timestamp,
            long modelVersion,
            long scoredAtMillis,
            String predicted,
            double confidence,
            boolean coldStart,
            Map<String, Float> probabilities)
            implements JoinPart {
        public Answer {
            probabilities = Map.copyOf(probabilities);
        }
    }

    /** What was true. */
    record Truth(long timestamp, String actual, long labelledAtMillis) implements JoinPart {}
}
