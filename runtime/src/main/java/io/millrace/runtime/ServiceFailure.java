package io.millrace.runtime;

/** Something a person can mend; the message says what, where and what to do, in one line. */
public final class ServiceFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ServiceFailure(String message) {
        super(message);
    }

    public ServiceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
