package io.millrace.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Confluent's wire format: a zero byte, the schema id as big-endian int, then Avro binary. */
final class WireFormat {
    private static final int HEADER = 5;
    private static final int BUFFER = 512;
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(BUFFER);

    private WireFormat() {}

    static <T> byte[] write(int schemaId, T value, DatumWriter<T> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
        out.write(0);
        out.write(schemaId >>> 24);
        out.write(schemaId >>> 16);
        out.write(schemaId >>> 8);
        out.write(schemaId);
        try {
            BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    static Schema writerSchema(byte[] bytes, SchemaRegistry registry) {
        if (bytes.length < HEADER || bytes[0] != 0) {
            throw new MalformedRecord(
                    "not Avro in Confluent's wire format (a zero byte and a 4-byte schema id come first)", null);
        }
        return registry.byId(ByteBuffer.wrap(bytes, 1, 4).getInt());
    }

    static <T> T read(byte[] bytes, DatumReader<T> reader) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
            T value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new MalformedRecord("bytes are left over behind the Avro record", null);
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw e instanceof MalformedRecord malformed
                    ? malformed
                    : new MalformedRecord("the Avro bytes do not match their schema: " + e.getMessage(), e);
        }
    }
}
