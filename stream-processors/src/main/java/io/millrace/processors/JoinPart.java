package io.millrace.processors;

import io.millrace.features.FloatVector;
import java.util.Map;
import java.util.Optional;

/**
 * One of the three things that are known about a record sooner or later: its vector, its prediction, its label. Only
 * what the join needs of it.
 */
sealed interface JoinPart {
    /** Kafka timestamp it came with, in milliseconds. */
    long timestamp();

    /** What a second one of its kind is counted as. */
    JoinEvent repeated();

    /**
     * What models saw.
     *
     * @param entity who or what the record is about, where that is known
     */
    record Features(
            long timestamp,
            String encoderFingerprint,
            long eventTimeMillis,
            FloatVector values,
            Optional<String> entity)
            implements JoinPart {
        @Override
        public JoinEvent repeated() {
            return JoinEvent.DUPLICATE_VECTOR;
        }
    }

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

        @Override
        public JoinEvent repeated() {
            return JoinEvent.DUPLICATE_PREDICTION;
        }
    }

    /** What was true. */
    record Truth(long timestamp, String actual, long labelledAtMillis) implements JoinPart {
        /** Whether both say the same of the record. */
        boolean agreesWith(Truth other) {
            return actual.equals(other.actual);
        }

        /** Whether it became known earlier. */
        boolean isOlderThan(Truth other) {
            return labelledAtMillis < other.labelledAtMillis;
        }

        /** The same, come no earlier than another: what follows from it lies behind what followed from that. */
        Truth behind(Truth other) {
            return new Truth(Math.max(timestamp, other.timestamp), actual, labelledAtMillis);
        }

        @Override
        public JoinEvent repeated() {
            return JoinEvent.DUPLICATE_LABEL;
        }
    }
}
