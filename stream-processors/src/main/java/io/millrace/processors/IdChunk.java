package io.millrace.processors;

import io.millrace.statistics.hashes.Hash128;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Up to 64 ids that were accepted one after another, as bytes: time and offset of the first, then 24 bytes for each, its hash
 * and how far its time and offset lie behind the first's. For one thread.
 */
final class IdChunk {
    static final int MOST = 64;

    private static final int HEAD = 2 * Long.BYTES;
    private static final int ID = 2 * Long.BYTES + 2 * Integer.BYTES;

    private final ByteBuffer bytes = ByteBuffer.allocate(HEAD + MOST * ID);
    private final long firstMillis;
    private final long firstOffset;

    IdChunk(long firstMillis, long firstOffset) {
        this.firstMillis = firstMillis;
        this.firstOffset = firstOffset;
        bytes.putLong(firstMillis).putLong(firstOffset);
    }

    /** Whether there is room for one more, and its time and offset lie near enough. */
    boolean takes(long millis, long offset) {
        return bytes.hasRemaining() && isInt(millis - firstMillis) && isInt(offset - firstOffset);
    }

    private static boolean isInt(long distance) {
        return distance == (int) distance;
    }

    void add(Hash128 id, long millis, long offset) {
        bytes.putLong(id.first())
                .putLong(id.second())
                .putInt((int) (millis - firstMillis))
                .putInt((int) (offset - firstOffset));
    }

    /** A copy of what there is so far. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /**
     * Whether an id is among those of a chunk.
     *
     * @param since the earliest time, in milliseconds, that counts
     * @param before the first offset that no longer counts
     */
    static boolean has(byte[] chunk, Hash128 id, long since, long before) {
        ByteBuffer in = ByteBuffer.wrap(chunk);
        long firstMillis = in.getLong();
        long firstOffset = in.getLong();
        while (in.hasRemaining()) {
            boolean same = in.getLong() == id.first() & in.getLong() == id.second();
            long millis = firstMillis + in.getInt();
            long offset = firstOffset + in.getInt();
            if (same && millis >= since && offset < before) {
                return true;
            }
        }
        return false;
    }

    static void forEach(byte[] chunk, Consumer<Hash128> action) {
        ByteBuffer in = ByteBuffer.wrap(chunk);
        for (int at = HEAD; at < chunk.length; at += ID) {
            action.accept(new Hash128(in.getLong(at), in.getLong(at + Long.BYTES)));
        }
    }
}
