package io.millrace.drift;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;

/** The binary form of what only the monitor itself reads back: a format number, then fields in order. Exact to the bit. */
final class Binary {
    /** Raise it when the fields change: what another version wrote is refused, not misread. */
    private static final int FORMAT = 4;

    private Binary() {}

    /** Writes a value's fields. */
    interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** Reads them back in the same order. */
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    static <T> byte[] write(T value, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT);
            writer.write(value, out);
        } catch (IOException e) {
            throw new SerializationException("the drift monitor cannot write " + value, e);
        }
        return bytes.toByteArray();
    }

    /** @throws SerializationException where another version, or somebody else, wrote it */
    static <T> T read(byte[] bytes, Reader<T> reader) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new SerializationException(
                        "the drift monitor's state has format " + format + ", this version reads " + FORMAT
                                + ": reset its application with kafka-streams-application-reset");
            }
            T value = reader.read(in);
            if (in.available() > 0) {
                throw new SerializationException("bytes are left over in the drift monitor's state");
            }
            return value;
        } catch (IOException e) {
            throw new SerializationException("the drift monitor's state is cut short", e);
        }
    }

    static <T> void writeOptional(Optional<T> value, Writer<T> writer, DataOutput out) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            writer.write(value.get(), out);
        }
    }

    static <T> Optional<T> readOptional(Reader<T> reader, DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
    }

    static <T> void writeMap(SortedMap<String, T> map, Writer<T> writer, DataOutput out) throws IOException {
        out.writeInt(map.size());
        for (var entry : map.entrySet()) {
            out.writeUTF(entry.getKey());
            writer.write(entry.getValue(), out);
        }
    }

    static <T> SortedMap<String, T> readMap(Reader<T> reader, DataInput in) throws IOException {
        SortedMap<String, T> map = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            map.put(in.readUTF(), reader.read(in));
        }
        return map;
    }
}
