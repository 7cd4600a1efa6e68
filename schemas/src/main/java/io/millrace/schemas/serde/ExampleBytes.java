package io.millrace.schemas.serde;

import java.nio.charset.StandardCharsets;

/**
 * An example as it lies in its record: what is in it is found, not taken out, so that its numbers can go straight to where they are learnt
 * from. Filled by an {@link ExampleReader}, one record after another. Not thread-safe.
 */
public final class ExampleBytes {
    private static final int NULL = 0;
    private static final int NONE = -1;

    private final AvroBytes place = new AvroBytes();
    private final Text id = new Text();
    private final Text label = new Text();
    private final Text entity = new Text();
    private String encoder = "";
    private int valuesAt;
    private int length;
    private boolean corrects;

    /** Where a text lies. */
    private static final class Text {
        private int from;
        private int to;
    }

    /** @return false where it is no example, or one that is laid out as no writer of ours does */
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
        find(id);
        long encoderLength = place.readLong();
        int encoderAt = place.at();
        place.skip(encoderLength);
        encoder = names.of(place.bytes(), encoderAt, place.at());
        place.readLong();
        findValues();
        find(label);
        place.readLong();
        findOptional(entity);
        Text before = new Text();
        findOptional(before);
        corrects = before.from != NONE;
    }

    private void find(Text text) {
        long bytes = place.readLong();
        text.from = place.at();
        place.skip(bytes);
        text.to = place.at();
    }

    private void findOptional(Text text) {
        long branch = place.readLong();
        if (branch == NULL) {
            text.from = NONE;
        } else if (branch == 1) {
            find(text);
        } else {
            throw new IndexOutOfBoundsException();
        }
    }

    /** The values in one piece. */
    private void findValues() {
        long count = place.readLong();
        valuesAt = place.at();
        place.skip(Math.multiplyExact(count, (long) Float.BYTES));
        length = (int) count;
        if (count != 0 && place.readLong() != 0) {
            throw new IndexOutOfBoundsException();
        }
    }

    /** Id of the record. */
    public String id() {
        return text(id);
    }

    /** Fingerprint of the encoder that made the vector. */
    public String encoder() {
        return encoder;
    }

    /** Class name, or a decimal number for regression. */
    public String label() {
        return text(label);
    }

    /** Who or what the record is about; null where the pipeline names no entity. */
    public String entity() {
        return entity.from == NONE ? null : text(entity);
    }

    /** Whether it replaces an earlier example of its id. */
    public boolean corrects() {
        return corrects;
    }

    /** How many values it has. */
    public int length() {
        return length;
    }

    /** Writes the values to a place in a matrix. */
    public void copyTo(float[] matrix, int at) {
        byte[] bytes = place.bytes();
        for (int i = 0; i < length; i++) {
            matrix[at + i] = AvroBytes.floatAt(bytes, valuesAt + Float.BYTES * i);
        }
    }

    private String text(Text at) {
        return new String(place.bytes(), at.from, at.to - at.from, StandardCharsets.UTF_8);
    }
}
