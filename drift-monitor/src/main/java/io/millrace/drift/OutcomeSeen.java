package io.millrace.drift;

import io.millrace.schemas.Outcome;
import java.util.List;

/**
 * As much of an outcome as the monitor needs.
 *
 * @param modelVersion version that had answered; 0 for the label prior
 * @param error whether it was wrong
 */
record OutcomeSeen(long modelVersion, boolean error) implements Evidence {

    static OutcomeSeen of(Outcome outcome) {
        return new OutcomeSeen(outcome.getModelVersion(), !outcome.getCorrect());
    }

    @Override
    public List<Decision> showTo(Monitor monitor, long at) {
        return monitor.onOutcome(this, at);
    }
}
