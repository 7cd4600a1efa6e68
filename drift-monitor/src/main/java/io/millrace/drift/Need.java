package io.millrace.drift;

import io.millrace.schemas.RetrainCause;
import java.util.Optional;

/**
 * A new model is wanted.
 *
 * @param episode that wants it
 * @param since Kafka timestamp; examples from then on are worth training on
 * @param message why, one line for a person
 */
record Need(RetrainCause cause, Optional<String> episode, long since, String message) {

    /** The episode, or the cause where there is none. */
    String about() {
        return episode.orElse(cause.name());
    }
}
