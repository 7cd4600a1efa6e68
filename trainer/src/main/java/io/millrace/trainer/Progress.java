package io.millrace.trainer;

import io.millrace.schemas.TrainingPhase;

/** Told how far a request has come, for people who wait for it. Nothing depends on it, and it throws nothing. */
interface Progress extends AutoCloseable {
    /** For those whom nobody follows. */
    Progress UNTOLD = (request, phase, done, line) -> {};

    /**
     * @param done share of the way, 0 to 1
     * @param line one line for a person
     */
    void reached(String request, TrainingPhase phase, double done, String line);

    @Override
    default void close() {
        // holds nothing
    }
}
