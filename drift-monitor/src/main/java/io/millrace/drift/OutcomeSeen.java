package io.millrace.drift;

import io.millrace.schemas.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * As much of an outcome as the monitor needs.
 *
 * @param modelVersion version that had answered; 0 for the label prior
 * @param encoder fingerprint of the pipeline's encoder at that time, of which the model need not be; empty where an earlier build saw a model answer
 * @param error whether the answer was wrong; of a number {@link #judged} says so
 * @param distance of a number from its label, 0 or more; NaN of classes
 */
record OutcomeSeen(long modelVersion, Optional<String> encoder, boolean error, double distance) implements Evidence {
    OutcomeSeen(long modelVersion, Optional<String> encoder, boolean error) {
        this(modelVersion, encoder, error, Double.NaN);
    }

    /**
     * Whether its record was judged before. The chart counts each record once, for its distance between false alarms is that of independent
     * records, and cannot take back what it has counted.
     */
    static boolean isCorrection(Outcome outcome) {
        return outcome.getCorrects() != null;
    }

    static OutcomeSeen of(Outcome outcome) {
        boolean number = Double.isNaN(outcome.getConfidence());
        return new OutcomeSeen(
                outcome.getModelVersion(),
                Optional.of(outcome.getEncoderFingerprint()),
                !outcome.getCorrect(),
                number ? Math.sqrt(outcome.getLoss()) : Double.NaN);
    }

    boolean ofNumber() {
        return !Double.isNaN(distance);
    }

    /** @param bound the largest distance that is no error */
    OutcomeSeen judged(double bound) {
        return new OutcomeSeen(modelVersion, encoder, distance > bound, distance);
    }

    boolean ofPrior() {
        return modelVersion == 0;
    }

    @Override
    public List<Decision> showTo(Monitor monitor, long at) {
        return monitor.onOutcome(this, at);
    }
}
