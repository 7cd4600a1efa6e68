package io.millrace.drift.windows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A batch of one partition's records that is being counted, and of those beside them that were put into quarantine. It holds {@link #MOST_RECORDS} at most, so that each
 * count fits into a byte of its stored form. Mutable, for it is on the path of every record; confined to one thread.
 */
public final class Part {
    /** As many records, at most, those in quarantine among them. */
    public static final int MOST_RECORDS = 100;

    private static final int HEAD = 3 * Long.BYTES + Byte.BYTES + Integer.BYTES;

    private final long modelVersion;
    private final int[] counts;
    private final SortedMap<String, Integer> quarantined = new TreeMap<>();
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int records;
    private int arrived;

    /** @param places length of the counts */
    public Part(long modelVersion, int places) {
        this.modelVersion = modelVersion;
        this.counts = new int[places];
    }

    /** What {@link #toBytes} wrote. */
    public static Part of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Part part = new Part(buffer.getLong(), buffer.getInt());
        part.from = buffer.getLong();
        part.to = buffer.getLong();
        part.records = buffer.get();
        part.arrived = part.records;
        for (int i = 0; i < part.counts.length; i++) {
            part.counts[i] = buffer.get();
        }
        while (buffer.hasRemaining()) {
            int count = buffer.get();
            byte[] reason = new byte[buffer.get()];
            buffer.get(reason);
            part.quarantined.put(new String(reason, StandardCharsets.UTF_8), count);
            part.arrived += count;
        }
        return part;
    }

    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + counts.length + reasons())
                .putLong(modelVersion)
                .putInt(counts.length)
                .putLong(from)
                .putLong(to)
                .put((byte) records);
        for (int count : counts) {
            buffer.put((byte) count);
        }
        quarantined.forEach((reason, count) -> {
            byte[] name = reason.getBytes(StandardCharsets.UTF_8);
            buffer.put(count.byteValue()).put((byte) name.length).put(name);
        });
        return buffer.array();
    }

    private int reasons() {
        int length = 0;
        for (String reason : quarantined.keySet()) {
            length += 2 + reason.getBytes(StandardCharsets.UTF_8).length;
        }
        return length;
    }

    /** Counts one more record, or that it was put into quarantine. */
    public <V> void add(V record, Reading<V> reading, SeriesReference columns, long at) {
        Optional<String> reason = reading.quarantined(record);
        if (reason.isPresent()) {
            quarantine(reason.get(), at);
        } else {
            reading.count(record, columns, counts);
            records++;
            arrived(at);
        }
    }

    /** Counts one more record that was put into quarantine. */
    public void quarantine(String reason, long at) {
        quarantined.merge(reason, 1, Integer::sum);
        arrived(at);
    }

    private void arrived(long at) {
        from = Math.min(from, at);
        to = Math.max(to, at);
        arrived++;
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

    /** Records that were counted. */
    public int records() {
        return records;
    }

    /** Those, and those in quarantine. */
    public int arrived() {
        return arrived;
    }

    /** How many are in quarantine, by reason; a view. */
    public SortedMap<String, Integer> quarantined() {
        return Collections.unmodifiableSortedMap(quarantined);
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
