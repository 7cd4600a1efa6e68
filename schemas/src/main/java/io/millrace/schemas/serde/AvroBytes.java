package io.millrace.schemas.serde;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A place in Avro binary, for readers and writers of records whose schema they know by heart: no objects, no copies. What does
 * not look like Avro, or as if one of our writers had written it, is an {@link IndexOutOfBoundsException}. Not thread-safe.
 */
final class AvroBytes {
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_INT = 5;
    static final int LONGEST_LONG = 10;

    private byte[] bytes = new byte[0];
    private int at;

    /** A text as Avro has it: its length, then UTF-8. */
    static byte[] ofText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        AvroBytes out = new AvroBytes();
        out.in(new byte[lengthOf(utf8.length) + utf8.length], 0);
        out.writeLong(utf8.length);
        out.write(utf8);
        return out.bytes();
    }

    /** Goes to a place in some bytes. */
    void in(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    int readInt() {
        return Math.toIntExact(readVariable(LONGEST_INT));
    }

    long readLong() {
        return readVariable(LONGEST_LONG);
    }

    /** Steps over so many bytes. */
    void skip(long length) {
        if (length < 0 || length > bytes.length - at) {
            throw new IndexOutOfBoundsException();
        }
        at += (int) length;
    }

    static float floatAt(byte[] bytes, int at) {
        return (float) FLOATS.get(bytes, at);
    }

    /** Zigzag, then seven bits a byte from the lowest, as Avro's specification has it. */
    private long readVariable(int longest) {
        long zigzag = 0;
        for (int i = 0; i < longest; i++) {
            byte next = bytes[at++];
            zigzag |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return zigzag >>> 1 ^ -(zigzag & 1);
            }
        }
        throw new IndexOutOfBoundsException();
    }

    /** How many bytes {@link #writeLong} takes. */
    static int lengthOf(long value) {
        long zigzag = value << 1 ^ value >> 63;
        return 1 + (63 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
    }

    void writeLong(long value) {
        long zigzag = value << 1 ^ value >> 63;
        while ((zigzag & ~0x7FL) != 0) {
            bytes[at++] = (byte) (zigzag | 0x80);
            zigzag >>>= 7;
        }
        bytes[at++] = (byte) zigzag;
    }

    void writeBoolean(boolean value) {
        bytes[at++] = (byte) (value ? 1 : 0);
    }

    void writeFloat(float value) {
        FLOATS.set(bytes, at, value);
        at += Float.BYTES;
    }

    void writeDouble(double value) {
        DOUBLES.set(bytes, at, value);
        at += Double.BYTES;
    }

    void write(byte[] source) {
        write(source, 0, source.length);
    }

    void write(byte[] source, int from, int length) {
        System.arraycopy(source, from, bytes, at, length);
        at += length;
    }
}
