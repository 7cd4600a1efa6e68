package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Training;

/**
 * A set of parameters to be tried.
 *
 * @param settings all of them, those that are as given too
 * @param line those that are looked for, for a person
 */
record Proposal(Training settings, String line) {
    static Proposal given(Training settings) {
        return new Proposal(settings, "");
    }

    Proposal and(Training changed, String parameter) {
        return new Proposal(changed, line.isEmpty() ? parameter : line + ", " + parameter);
    }

    String told() {
        return line.isEmpty() ? "as given" : line;
    }
}
