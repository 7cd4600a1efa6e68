package io.millrace.drift;

import io.millrace.drift.windows.Counts;
import io.millrace.schemas.WatchedSeries;
import java.nio.ByteBuffer;

/**
 * A batch of one partition's records that is being counted. It holds {@link #MOST_RECORDS} at most, so that each count fits into a byte of its stored form. Mutable, for it is on
 * the path of every record; confined to one thread.
 */
final class Part {
    static final int MOST_RECORDS = 100;

    private static final int HEAD = 3 * Long.BYTES + 1;

    private final long modelVersion;
    private final int[] counts;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int records;

    /** @param places length of the counts */
    Part(long modelVersion, int places) {
        this.modelVersion = modelVersion;
        this.counts = new int[places];
    }

    /** What {@link #toBytes} wrote. */
    static Part of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Part part = new Part(buffer.getLong(), bytes.length - HEAD);
        part.from = buffer.getLong();
        part.to = buffer.getLong();
        part.records = buffer.get();
        for (int i = 0; i < part.counts.length; i++) {
            part.counts[i] = buffer.get();
        }
        return part;
    }

    byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + counts.length)
                .putLong(modelVersion)
                .putLong(from)
                .putLong(to)
                .put((byte) records);
        for (int count : counts) {
            buffer.put((byte) count);
        }
        return buffer.array();
    }

    /** To be added to; {@link #counted} follows. */
    int[] counts() {
        return counts;
    }

    void counted(long at) {
        from = Math.min(from, at);
        to = Math.max(to, at);
        records++;
    }

    long modelVersion() {
        return modelVersion;
    }

    int records() {
        return records;
    }

    long to() {
        return to;
    }

    SeriesSeen seen(WatchedSeries series) {
        return new SeriesSeen(series, modelVersion, from, to, records, Counts.of(counts.clone()));
    }
}
