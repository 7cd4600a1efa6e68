package io.millrace.processors;

import io.millrace.statistics.hashes.Hash128;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids of one bucket of time, in chunks. The chunk in work is put with every id it gets; the store is cached, so that its
 * changelog gets whole chunks and, at each commit, the one in work. A chunk is in work for a tenth of a second at most: where
 * few ids come, it would be written again and again for their sake. For one thread.
 */
final class IdBucket {
    private static final long MILLIS_IN_WORK = 100;
    private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final long start;
    private final IdIndex index;
    private int number = -1;
    private IdChunk inWork;
    private Bytes key;
    private long inWorkUntil;

    private IdBucket(KeyValueStore<Bytes, byte[]> store, long start) {
        this.store = store;
        this.start = start;
        this.index = new IdIndex(new Pages(store, start));
    }

    long start() {
        return start;
    }

    /** With the ids that the store has; they go into chunks of their own. */
    static IdBucket load(KeyValueStore<Bytes, byte[]> store, long start) {
        IdBucket bucket = new IdBucket(store, start);
        try (KeyValueIterator<Bytes, byte[]> chunks = store.range(key(start, 0), key(start, Integer.MAX_VALUE))) {
            chunks.forEachRemaining(chunk -> {
                bucket.number = number(chunk.key);
                IdChunk.forEach(chunk.value, id -> bucket.index.add(id, bucket.number));
            });
        }
        return bucket;
    }

    /**
     * Whether an id was accepted.
     *
     * @param since the earliest time, in milliseconds, that counts
     * @param before the first offset that no longer counts
     */
    boolean has(Hash128 id, long since, long before) {
        return index.any(id, chunk -> IdChunk.has(store.get(key(start, chunk)), id, since, before));
    }

    /**
     * @param millis stream time
     * @param offset of the record
     * @param wallClock in milliseconds
     * @return whether it is the first of a chunk
     */
    boolean add(Hash128 id, long millis, long offset, long wallClock) {
        boolean begins = inWork == null || wallClock > inWorkUntil || !inWork.takes(millis, offset);
        if (begins) {
            inWork = new IdChunk(millis, offset);
            number++;
            key = key(start, number);
            inWorkUntil = wallClock + MILLIS_IN_WORK;
        }
        inWork.add(id, millis, offset);
        store.put(key, inWork.toBytes());
        index.add(id, number);
        return begins;
    }

    /** By bucket, then by number. */
    static Bytes key(long start, int number) {
        return Bytes.wrap(
                ByteBuffer.allocate(KEY_BYTES).putLong(start).putInt(number).array());
    }

    static long start(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong();
    }

    private static int number(Bytes key) {
        return ByteBuffer.wrap(key.get()).getInt(Long.BYTES);
    }

    /** Pages of the index lie behind the chunks of their bucket. */
    private record Pages(KeyValueStore<Bytes, byte[]> store, long start) implements IdIndex.Pages {
        @Override
        public void put(int number, byte[] page) {
            store.put(key(start, Integer.MIN_VALUE | number), page);
        }

        @Override
        public byte[] get(int number) {
            return store.get(key(start, Integer.MIN_VALUE | number));
        }
    }
}
