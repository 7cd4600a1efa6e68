package io.millrace.processors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The binary form of what evaluate alone reads back: a byte that says which layout, then fields in order, big-endian. Exact to the bit. */
final class EvaluateBytes {
    /** Goes up when the layout changes; the older ones must stay readable, for stores outlive programs. */
    private static final int LAYOUT = 1;

    private EvaluateBytes() {}

    /** Writes a value's fields. */
    interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** Reads them back in the same order. */
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    static <T> Serde<T> serde(Writer<T> writer, Reader<T> reader) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(value, writer),
                (topic, bytes) -> bytes == null ? null : read(bytes, reader));
    }

    private static <T> byte[] write(T value, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(LAYOUT);
            writer.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reader<T> reader) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            int layout = in.readUnsignedByte();
            if (layout != LAYOUT) {
                throw new IllegalStateException("the stores of evaluate have layout " + layout
                        + ", which this version of Millrace does not know");
            }
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
