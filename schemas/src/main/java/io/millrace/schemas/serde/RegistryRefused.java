package io.millrace.schemas.serde;

import org.apache.kafka.common.KafkaException;

/**
 * The schema registry does not let this client in, or the client does not trust the registry. Nothing is wrong with the record,
 * and trying again does not help.
 */
public final class RegistryRefused extends KafkaException {
    private static final long serialVersionUID = 1;

    /** @param what was asked for */
    public RegistryRefused(String urls, String what, Throwable cause) {
        super("the schema registry at " + urls + " refuses " + what + " (" + cause.getMessage() + ")", cause);
    }
}
