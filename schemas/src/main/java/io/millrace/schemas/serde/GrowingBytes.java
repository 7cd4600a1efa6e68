package io.millrace.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary encoding of one record in Confluent's wire format, as far as vectors need it: Avro's own encoder makes two buffers for
 * each record, which cost more than what is written to them. For one thread. Source: Avro specification, binary encoding.
 */
final class GrowingBytes {
    private static final int EXPECTED = 256;
    private static final int LONGEST_LONG = 10;

    private byte[] bytes = new byte[EXPECTED];
    private int at = 1; // behind the zero byte

    GrowingBytes(int schemaId) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[at++] = (byte) (schemaId >>> shift);
        }
    }

    /** Ints are written in the same way. */
    void writeLong(long value) {
        makeRoom(LONGEST_LONG);
        long rest = (value << 1) ^ (value >> 63); // small ones are short, below zero too
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    void writeFloat(float value) {
        makeRoom(Float.BYTES);
        int bits = Float.floatToRawIntBits(value);
        bytes[at] = (byte) bits;
        bytes[at + 1] = (byte) (bits >>> 8);
        bytes[at + 2] = (byte) (bits >>> 16);
        bytes[at + 3] = (byte) (bits >>> 24);
        at += Float.BYTES;
    }

    void writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeLong(utf8.length);
        makeRoom(utf8.length);
        System.arraycopy(utf8, 0, bytes, at, utf8.length);
        at += utf8.length;
    }

    private void makeRoom(int more) {
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, at);
    }
}
