package io.millrace.trainer.candidates;

/** A window from which nothing can be learnt; the message says why. */
public final class Untrainable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Untrainable(String message) {
        super(message);
    }
}
