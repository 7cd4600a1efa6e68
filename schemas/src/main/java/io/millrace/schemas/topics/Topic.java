package io.millrace.schemas.topics;

import java.time.Duration;
import java.util.Map;

/**
 * One topic of a pipeline: its name, what its values are and its shape. Keys are UTF-8 text everywhere.
 *
 * @param <V> value type: a generated Avro record, or {@code byte[]} where the user decides
 * @param partitions how many
 * @param retention how long records are kept; for a compacted topic the records are kept as long as they are the latest of their key
 */
public record Topic<V>(
        String name,
        Class<V> valueType,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        String keyedBy,
        String doc) {

    /** The broker compacts whole segments: with its own default, 1 GiB, a topic whose few keys are written often would grow to that. */
    private static final int COMPACT_SEGMENT = 64 << 20;

    /** Cleanup policy. */
    public enum Cleanup {
        DELETE,
        COMPACT
    }

    /** Topic configuration as the broker knows it. */
    public Map<String, String> configuration() {
        return cleanup == Cleanup.COMPACT
                ? Map.of("cleanup.policy", "compact", "segment.bytes", Integer.toString(COMPACT_SEGMENT))
                : Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
    }
}
