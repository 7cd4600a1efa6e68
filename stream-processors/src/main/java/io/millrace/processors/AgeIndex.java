package io.millrace.processors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Ids by age, oldest first, so that what has expired is found without looking at what has not. Keys are time and id,
 * values are empty.
 */
final class AgeIndex {
    private static final byte[] NOTHING = new byte[0];

    private final KeyValueStore<Bytes, byte[]> store;
    private Bytes from = key(0, ""); // moves on with what was taken, over the graves of what was deleted

    AgeIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void add(long sinceMillis, String id) {
        store.put(key(sinceMillis, id), NOTHING);
    }

    /** Takes out the oldest ids that are older than a time, at most so many. */
    List<String> takeOlderThan(long millis, int most) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> oldest = store.range(from, key(millis, ""))) {
            while (oldest.hasNext() && keys.size() < most) {
                KeyValue<Bytes, byte[]> next = oldest.next();
                keys.add(next.key);
            }
        }
        List<String> ids = new ArrayList<>(keys.size());
        for (Bytes key : keys) {
            store.delete(key);
            ids.add(id(key));
            from = key;
        }
        return ids;
    }

    private static Bytes key(long millis, String id) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(millis)
                .put(text)
                .array());
    }

    private static String id(Bytes key) {
        byte[] bytes = key.get();
        return new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
    }
}
