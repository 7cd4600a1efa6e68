package io.millrace.drift;

import io.millrace.schemas.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * As much of an outcome as the monitor needs.
 *
 * @param modelVersion version that had answered; 0 for the label prior
 * @param unfitted fingerprint of the encoder that no model fitted; empty where a model had answered
 * @param error whether the answer was wrong
 */
record OutcomeSeen(long modelVersion, Optional<String> unfitted, boolean error) implements Evidence {

    /**
     * Whether its record was judged before. The chart counts each record once, for its distance between false alarms is that of independent
     * records, and cannot take back what it has counted.
     */
    static boolean isCorrection(Outcome outcome) {
        return outcome.getCorrects() != null;
    }

    static OutcomeSeen of(Outcome outcome) {
        return outcome.getModelVersion() == 0
                ? ofPrior(outcome.getEncoderFingerprint(), !outcome.getCorrect())
                : ofModel(outcome.getModelVersion(), !outcome.getCorrect());
    }

    static OutcomeSeen ofModel(long version, boolean error) {
        return new OutcomeSeen(version, Optional.empty(), error);
    }

    static OutcomeSeen ofPrior(String encoder, boolean error) {
        return new OutcomeSeen(0, Optional.of(encoder), error);
    }

    @Override
    public List<Decision> showTo(Monitor monitor, long at) {
        return monitor.onOutcome(this, at);
    }
}
