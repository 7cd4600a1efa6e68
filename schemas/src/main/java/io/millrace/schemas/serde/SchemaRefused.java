package io.millrace.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry answered no: an unknown schema id, or a schema that breaks compatibility. */
public final class SchemaRefused extends SerializationException {
    private static final long serialVersionUID = 1;

    public SchemaRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
