package io.millrace.schemas.serde;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A feature vector as it lies in its record: what is in it is found, not taken out, so that its numbers can go straight to where a
 * model reads them. A vector may be there of several encoders; it is seen as one of them at a time, first as its own. Filled by a
 * {@link VectorReader}, one record after another. Not thread-safe.
 */
public final class VectorBytes {
    /** The vector by one encoder. */
    private static final class Part {
        private String encoder = "";
        private int encoderAt;
        private int encoderEnd;
        private int valuesAt;
        private int length;
    }

    private final AvroBytes place = new AvroBytes();
    private final List<Part> parts = new ArrayList<>(List.of(new Part()));
    private int used;
    private Part seen = parts.get(0);
    private int idAt;
    private int idTextAt;
    private int idEnd;
    private long eventMillis;

    /** @return false where it is no vector, or one that is laid out as no writer of ours does */
    boolean find(byte[] bytes, int from, EncoderNames names) {
        place.in(bytes, from);
        try {
            find(names);
            return place.isAtEnd();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            return false;
        }
    }

    private void find(EncoderNames names) {
        used = 0;
        idAt = place.at();
        long idLength = place.readLong();
        idTextAt = place.at();
        place.skip(idLength);
        idEnd = place.at();
        Part own = part();
        findEncoder(own, names);
        eventMillis = place.readLong();
        findValues(own);
        skipEntity();
        long others = place.readLong();
        if (others < 0) { // a block that says how long it is
            throw new IndexOutOfBoundsException();
        }
        for (long i = 0; i < others; i++) {
            Part other = part();
            findEncoder(other, names);
            findValues(other);
        }
        if (others != 0) {
            expect(0);
        }
        seen = own;
    }

    private Part part() {
        if (used == parts.size()) {
            parts.add(new Part());
        }
        return parts.get(used++);
    }

    private void findEncoder(Part part, EncoderNames names) {
        part.encoderAt = place.at();
        long length = place.readLong();
        int at = place.at();
        place.skip(length);
        part.encoderEnd = place.at();
        part.encoder = names.of(place.bytes(), at, place.at());
    }

    /** The values in one piece, then how many are missing and how many unseen. */
    private void findValues(Part part) {
        long length = place.readLong();
        part.valuesAt = place.at();
        place.skip(Math.multiplyExact(length, (long) Float.BYTES));
        part.length = (int) length;
        if (length != 0) {
            expect(0);
        }
        place.readInt();
        place.readInt();
    }

    private void skipEntity() {
        long branch = place.readLong();
        if (branch == FeatureVectorWriter.TEXT) {
            place.skip(place.readLong());
        } else if (branch != FeatureVectorWriter.NULL) {
            throw new IndexOutOfBoundsException();
        }
    }

    private void expect(long value) {
        if (place.readLong() != value) {
            throw new IndexOutOfBoundsException();
        }
    }

    /** Id of the record. */
    public String id() {
        return new String(place.bytes(), idTextAt, idEnd - idTextAt, StandardCharsets.UTF_8);
    }

    public long eventMillis() {
        return eventMillis;
    }

    /** Of how many encoders the vector is there; at least 1. */
    public int encoders() {
        return used;
    }

    /** Fingerprint of one of them; 0 is its own. */
    public String encoder(int index) {
        return parts.get(index).encoder;
    }

    /** From now on it is seen as that encoder made it. */
    public void see(int index) {
        seen = parts.get(index);
    }

    /** From now on it is seen as that encoder made it; false, and seen as before, where it is not there of it. */
    public boolean seeAs(String encoder) {
        for (int index = 0; index < used; index++) {
            if (encoder(index).equals(encoder)) {
                see(index);
                return true;
            }
        }
        return false;
    }

    /** Fingerprint of the encoder by which it is seen. */
    public String encoder() {
        return seen.encoder;
    }

    /** How many values it has. */
    public int length() {
        return seen.length;
    }

    /** Writes the values to a place in a matrix. */
    public void copyTo(FloatBuffer matrix, int at) {
        byte[] bytes = place.bytes();
        for (int i = 0; i < seen.length; i++) {
            matrix.put(at + i, AvroBytes.floatAt(bytes, seen.valuesAt + Float.BYTES * i));
        }
    }

    /** How many bytes {@link #writeId} and {@link #writeEncoder} take together. */
    int namesLength() {
        return idEnd - idAt + seen.encoderEnd - seen.encoderAt;
    }

    /** Writes the id, as Avro has it. */
    void writeId(AvroBytes out) {
        out.write(place.bytes(), idAt, idEnd - idAt);
    }

    /** Writes the fingerprint of the encoder by which it is seen, as Avro has it. */
    void writeEncoder(AvroBytes out) {
        out.write(place.bytes(), seen.encoderAt, seen.encoderEnd - seen.encoderAt);
    }
}
