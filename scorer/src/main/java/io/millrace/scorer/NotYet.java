package io.millrace.scorer;

/** A model that cannot be loaded now, though nothing is wrong with it: to be tried again. */
final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotYet(String message) {
        super(message);
    }

    NotYet(String message, Throwable cause) {
        super(message, cause);
    }
}
