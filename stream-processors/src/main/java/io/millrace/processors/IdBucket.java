package io.millrace.processors;

import io.millrace.statistics.hashes.Hash128;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids of one bucket of time, in chunks. A chunk is put into the store once: when it is full, or when it has to be saved, for
 * instance for a commit; the next id then begins another. For one thread.
 */
final class IdBucket {
    private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final long start;
    private final IdIndex index;
    private int number = -1;
    private IdChunk inWork;

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
        return index.any(id, chunk -> IdChunk.has(bytes(chunk), id, since, before));
    }

    private byte[] bytes(int chunk) {
        return chunk == number && inWork != null ? inWork.toBytes() : store.get(key(start, chunk));
    }

    /**
     * @param millis stream time
     * @param offset of the record
     * @return whether it is the first of a chunk
     */
    boolean add(Hash128 id, long millis, long offset) {
        boolean begins = inWork == null || !inWork.takes(millis, offset);
        if (begins) {
            save();
            inWork = new IdChunk(millis, offset);
            number++;
        }
        inWork.add(id, millis, offset);
        index.add(id, number);
        return begins;
    }

    /** Puts what is not in the store yet. */
    void save() {
        if (inWork != null) {
            store.put(key(start, number), inWork.toBytes());
            inWork = null;
        }
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
