package io.millrace.schemas.serde;

import java.nio.ByteBuffer;

/** The bytes of generated Avro records, which hold them in buffers. */
public final class Bytes {
    private Bytes() {}

    /** A copy of what is left in the buffer, which stays where it is. */
    public static byte[] of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
