package io.millrace.schemas.pipeline;

/** A sample that no pipeline definition can be made from; the message says what to change, for a person. */
public final class CannotInfer extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CannotInfer(String message) {
        super(message);
    }
}
