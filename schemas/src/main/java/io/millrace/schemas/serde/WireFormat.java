package io.millrace.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Confluent's wire format: a zero byte, the schema id as big-endian int, then Avro binary. */
final class WireFormat {
    static final int HEADER = 5;
    private static final int BUFFER = 512;
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(BUFFER);

    private static final VarHandle IDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private WireFormat() {}

    static <T> byte[] write(int schemaId, T value, DatumWriter<T> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
        byte[] header = new byte[HEADER];
        writeHeader(schemaId, header);
        out.write(header, 0, HEADER);
        try {
            BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** At the beginning of the bytes. */
    static void writeHeader(int schemaId, byte[] bytes) {
        bytes[0] = 0;
        IDS.set(bytes, 1, schemaId);
    }

    static Schema writerSchema(byte[] bytes, SchemaRegistry registry) {
        return registry.byId(schemaId(bytes));
    }

    static int schemaId(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != 0) {
            throw new MalformedRecord(
                    "not Avro in Confluent's wire format (a zero byte and a 4-byte schema id come first)", null);
        }
        return (int) IDS.get(bytes, 1);
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
