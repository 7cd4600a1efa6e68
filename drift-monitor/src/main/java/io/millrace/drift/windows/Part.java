package io.millrace.drift.windows;

import java.nio.ByteBuffer;

/**
 * A batch of one partition's records that is being counted. It holds {@link #MOST_RECORDS} at most, so that each count fits into a byte of its stored form. Mutable, for it is on
 * the path of every record; confined to one thread.
 */
public final class Part {
    /** As many records, at most. */
    public static final int MOST_RECORDS = 100;

    private static final int HEAD = 3 * Long.BYTES + 1;

    private final long modelVersion;
    private final int[] counts;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int records;

    /** @param places length of the counts */
    public Part(long modelVersion, int places) {
        this.modelVersion = modelVersion;
        this.counts = new int[places];
    }

    /** What {@link #toBytes} wrote. */
    public static Part of(byte[] bytes) {
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

    public byte[] toBytes() {
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

    /** Counts one more record. */
    public <V> void add(V record, Reading<V> reading, SeriesReference columns, long at) {
        reading.count(record, columns, counts);
        from = Math.min(from, at);
        to = Math.max(to, at);
        records++;
    }

    /** Whether it can go on with records that are counted by that reference. */
    public boolean goesOn(long version, SeriesReference columns) {
        return modelVersion == version && counts.length == columns.places();
    }

    /** The next batch by the same reference. */
    public Part next() {
        return new Part(modelVersion, counts.length);
    }

    /** Version by whose reference it counts. */
    public long modelVersion() {
        return modelVersion;
    }

    public int records() {
        return records;
    }

    /** The earliest Kafka timestamp. */
    public long from() {
        return from;
    }

    /** The latest Kafka timestamp. */
    public long to() {
        return to;
    }

    /** A copy. */
    public Counts copied() {
        return Counts.of(counts.clone());
    }
}
