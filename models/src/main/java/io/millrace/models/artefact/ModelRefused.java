package io.millrace.models.artefact;

/** A model that must not serve: bytes missing or changed, another interface than the contract's, or wrong answers to its probes. */
public final class ModelRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelRefused(String message) {
        super(message);
    }

    public ModelRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
