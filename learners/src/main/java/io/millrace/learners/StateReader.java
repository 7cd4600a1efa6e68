package io.millrace.learners;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;

/** Reads what {@link StateWriter} wrote. What is damaged is refused before any of it is used. */
final class StateReader implements State {
    private final ByteBuffer in;

    /** @throws SnapshotRefused where the bytes are no whole snapshot of this format */
    StateReader(byte[] snapshot) {
        byte[] format = StateWriter.FORMAT.getBytes(StandardCharsets.US_ASCII);
        String found = new String(snapshot, 0, Math.min(format.length, snapshot.length), StandardCharsets.ISO_8859_1);
        if (!found.equals(StateWriter.FORMAT)) {
            throw new SnapshotRefused(
                    "the snapshot is of format '%s', and only '%s' can be read: learn the examples again"
                            .formatted(found.replaceAll("\\P{Alnum}", "·"), StateWriter.FORMAT));
        }
        try (var deflated = new InflaterInputStream(
                new ByteArrayInputStream(snapshot, format.length, snapshot.length - format.length))) {
            in = ByteBuffer.wrap(deflated.readAllBytes());
        } catch (IOException e) {
            throw new SnapshotRefused("the snapshot is damaged: " + e.getMessage(), e);
        }
    }

    /** @throws SnapshotRefused where something is left */
    void end() {
        if (in.hasRemaining()) {
            throw new SnapshotRefused("the snapshot holds more than this learner: it is of another one");
        }
    }

    @Override
    public void sameAs(Kept learner, Object... settings) {
        if (whole(0) != StateWriter.fingerprint(learner, settings)) {
            throw new SnapshotRefused(
                    "the snapshot was not taken from %s with this layout and these settings: restore it into one like the one it was taken from"
                            .formatted(learner.getClass().getSimpleName()));
        }
    }

    @Override
    public int whole(int value) {
        return (int) whole((long) value);
    }

    @Override
    public long whole(long value) {
        long read = 0;
        byte next = -1;
        for (int shift = 0; next < 0 && shift < Long.SIZE; shift += 7) {
            next = next();
            read |= (next & 0x7FL) << shift;
        }
        return read >>> 1 ^ -(read & 1);
    }

    private byte next() {
        require(1);
        return in.get();
    }

    @Override
    public double real(double value) {
        require(Double.BYTES);
        return in.getDouble();
    }

    @Override
    public boolean flag(boolean value) {
        return next() != 0;
    }

    @Override
    public int[] wholes(int[] values) {
        int[] read = new int[length(1)];
        for (int i = 0; i < read.length; i++) {
            read[i] = whole(0);
        }
        return read;
    }

    @Override
    public float[] reals(float[] values) {
        float[] read = new float[length(Float.BYTES)];
        in.asFloatBuffer().get(read);
        in.position(in.position() + read.length * Float.BYTES);
        return read;
    }

    @Override
    public double[] reals(double[] values) {
        double[] read = new double[length(Double.BYTES)];
        in.asDoubleBuffer().get(read);
        in.position(in.position() + read.length * Double.BYTES);
        return read;
    }

    /** Of an array whose elements take at least so many bytes. */
    private int length(int bytes) {
        int length = whole(0);
        require((long) length * bytes);
        return length;
    }

    private void require(long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new SnapshotRefused("the snapshot ends too soon: it is damaged, or of another learner");
        }
    }
}
