package io.millrace.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not what their topic says they are. */
public final class MalformedRecord extends SerializationException {
    private static final long serialVersionUID = 1;

    public MalformedRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
