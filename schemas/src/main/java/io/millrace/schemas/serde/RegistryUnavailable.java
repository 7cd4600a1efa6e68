package io.millrace.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry gave no answer. Nothing is wrong with the record: try again. */
public final class RegistryUnavailable extends RetriableException {
    private static final long serialVersionUID = 1;

    public RegistryUnavailable(String urls, Throwable cause) {
        super("the schema registry at " + urls + " gives no answer (" + cause.getMessage() + ")", cause);
    }
}
