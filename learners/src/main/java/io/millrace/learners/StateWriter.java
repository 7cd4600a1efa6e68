package io.millrace.learners;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a snapshot: {@link #FORMAT}, and deflated behind it the numbers one after the other, whole ones in as many bytes as they need. */
final class StateWriter implements State {
    /** Stands at the beginning; another last digit is another format. */
    static final String FORMAT = "learner3";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final DataOutputStream out;

    StateWriter() {
        bytes.writeBytes(FORMAT.getBytes(StandardCharsets.US_ASCII));
        out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 13));
    }

    byte[] finished() {
        written(out::close);
        deflater.end();
        return bytes.toByteArray();
    }

    /** Writing to memory. */
    private interface Writing {
        void run() throws IOException;
    }

    private static void written(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /** Of a learner and how it is set up. */
    static int fingerprint(Kept learner, Object... settings) {
        return (learner.getClass().getSimpleName() + Arrays.toString(settings)).hashCode();
    }

    @Override
    public void sameAs(Kept learner, Object... settings) {
        whole(fingerprint(learner, settings));
    }

    @Override
    public int whole(int value) {
        whole((long) value);
        return value;
    }

    /** Seven bits a byte, the lowest first; the sign is the lowest bit. */
    @Override
    public long whole(long value) {
        written(() -> {
            long left = value << 1 ^ value >> 63;
            while ((left & ~0x7FL) != 0) {
                out.writeByte((int) (left | 0x80));
                left >>>= 7;
            }
            out.writeByte((int) left);
        });
        return value;
    }

    @Override
    public double real(double value) {
        written(() -> out.writeDouble(value));
        return value;
    }

    @Override
    public boolean flag(boolean value) {
        written(() -> out.writeBoolean(value));
        return value;
    }

    @Override
    public int[] wholes(int[] values) {
        whole(values.length);
        for (int value : values) {
            whole(value);
        }
        return values;
    }

    @Override
    public float[] reals(float[] values) {
        whole(values.length);
        for (float value : values) {
            written(() -> out.writeFloat(value));
        }
        return values;
    }

    @Override
    public double[] reals(double[] values) {
        whole(values.length);
        for (double value : values) {
            real(value);
        }
        return values;
    }
}
