package io.millrace.scorer;

import org.apache.kafka.common.errors.RetriableException;

/** The scorer lost its transaction or its seat in the group. A new incarnation goes on from what is committed. */
final class ScoringInterrupted extends RetriableException {
    private static final long serialVersionUID = 1;

    ScoringInterrupted(Throwable cause) {
        super("scoring was interrupted: " + cause.getMessage(), cause);
    }
}
