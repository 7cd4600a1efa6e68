package io.millrace.processors;

import io.millrace.features.Reason;
import io.millrace.features.Refused;
import java.util.Optional;

/**
 * A record that goes to quarantine, with the reason. Thrown so that the way of a good record reads straight down; has
 * no stack trace.
 */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final transient Optional<String> field;

    Rejection(Reason reason, String message) {
        this(reason, Optional.empty(), message);
    }

    Rejection(Reason reason, Optional<String> field, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    static Rejection of(Refused refused) {
        return new Rejection(refused.reason(), Optional.of(refused.field()), refused.message());
    }

    Reason reason() {
        return reason;
    }

    /** Column at fault; empty where it is the record as a whole. */
    Optional<String> field() {
        return field;
    }
}
