package io.millrace.processors;

import io.millrace.statistics.hashes.Hash128;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids that a partition accepted within the duplicate window. They lie in buckets of stream time as long as the window, so
 * that an id is in the bucket of the moment or in the one before. The index of these two is in memory, read from the store when
 * it is first asked for; one more bucket is kept in the store, for time that stands back. Older ones go a little at a time. What
 * was added last is in memory alone until it is saved. For one thread.
 */
final class SeenIds {
    /** Shorter buckets would only make more of them. */
    private static final long SHORTEST_BUCKET = 60_000;

    /** Four old chunks go for each new one; many together, for to begin to iterate is dear. */
    private static final int CHUNKS_BETWEEN_SWEEPS = 16;

    private static final int CHUNKS_PER_SWEEP = 64;

    private final KeyValueStore<Bytes, byte[]> store;
    private final long windowMillis;
    private final long bucketMillis;
    private final TreeMap<Long, IdBucket> buckets = new TreeMap<>();
    private long newest;
    private long moment = -1;
    private List<IdBucket> ofTheMoment = List.of();
    private Bytes sweptTo = IdBucket.key(0, 0);
    private boolean isSwept;
    private int chunks;

    SeenIds(KeyValueStore<Bytes, byte[]> store, Duration window) {
        this.store = store;
        this.windowMillis = window.toMillis();
        this.bucketMillis = Math.max(SHORTEST_BUCKET, windowMillis);
        try (KeyValueIterator<Bytes, byte[]> backwards = store.reverseAll()) {
            this.newest = backwards.hasNext() ? IdBucket.start(backwards.peekNextKey()) : 0;
        }
    }

    /**
     * Whether an id was accepted within the window.
     *
     * @param now stream time in milliseconds
     * @param before the first offset that no longer counts
     */
    boolean contains(Hash128 id, long now, long before) {
        moveTo(now);
        for (int i = 0; i < ofTheMoment.size(); i++) {
            if (ofTheMoment.get(i).has(id, now - windowMillis, before)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param now stream time in milliseconds
     * @param offset of the record
     */
    void add(Hash128 id, long now, long offset) {
        moveTo(now);
        if (moment > newest) {
            begin(moment);
        }
        if (moment >= oldest() && ofTheMoment.get(0).add(id, now, offset)) {
            chunks++;
            sweep();
        }
    }

    private void begin(long bucket) {
        save();
        newest = bucket;
        buckets.headMap(newest - bucketMillis).clear();
        isSwept = false;
    }

    /** Puts the ids that are not in the store yet. */
    void save() {
        buckets.values().forEach(IdBucket::save);
    }

    /** Divides only where a bucket ends: it is asked for twice a record. */
    private void moveTo(long now) {
        if (moment >= 0 && now >= moment && now < moment + bucketMillis) {
            return;
        }
        moment = now - now % bucketMillis;
        ofTheMoment = Stream.of(moment, moment - bucketMillis)
                .filter(start -> start >= oldest())
                .map(start -> buckets.computeIfAbsent(start, from -> IdBucket.load(store, from)))
                .toList();
    }

    /** What lies before it is forgotten. */
    private long oldest() {
        return Math.max(0, newest - 2 * bucketMillis);
    }

    private void sweep() {
        if (isSwept || chunks % CHUNKS_BETWEEN_SWEEPS != 0) {
            return;
        }
        List<Bytes> old = new ArrayList<>(CHUNKS_PER_SWEEP);
        Bytes end = IdBucket.key(oldest(), 0);
        try (KeyValueIterator<Bytes, byte[]> forwards = store.range(sweptTo, end)) {
            while (forwards.hasNext() && old.size() < CHUNKS_PER_SWEEP) {
                Bytes key = forwards.next().key;
                if (key.compareTo(end) < 0) {
                    old.add(key);
                }
            }
        }
        old.forEach(key -> store.put(key, null));
        isSwept = old.size() < CHUNKS_PER_SWEEP;
        sweptTo = isSwept ? end : old.get(old.size() - 1);
    }
}
