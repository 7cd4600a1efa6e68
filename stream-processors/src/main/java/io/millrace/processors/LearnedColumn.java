package io.millrace.processors;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The learned vocabulary of one column as one task sees it, and the categories it has asked codes for. For one thread. */
final class LearnedColumn {
    /** A request may have died with its task, so it is made again. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String column;
    private final int size;
    private final ReadOnlyKeyValueStore<String, Integer> known;
    private final VocabularyCounters counters;

    /** Codes are for ever: what was found once need not be looked up again. */
    private final Map<String, Integer> found = new HashMap<>();

    /** By category, in milliseconds, oldest first. */
    private final Map<String, Long> askedAt = new LinkedHashMap<>();

    /** Highest code when answered requests were last taken out. */
    private int pruned;

    LearnedColumn(String column, int size, ReadOnlyKeyValueStore<String, Integer> known, VocabularyCounters counters) {
        this.column = column;
        this.size = size;
        this.known = known;
        this.counters = counters;
    }

    /** 0 as long as the category has none. */
    int code(String category) {
        Integer code = found.get(category);
        return code == null ? look(category) : code;
    }

    private int look(String category) {
        Integer code = known.get(VocabularyKey.of(column, category));
        if (code == null) {
            return 0;
        }
        found.put(category, code);
        askedAt.remove(category);
        return code;
    }

    /**
     * Whether to ask for a code now: not twice within a minute, and never for more categories than there are codes left, so
     * that a stream of ever new ones stays a handful of requests.
     *
     * @param now wall clock in milliseconds
     */
    boolean asks(String category, long now) {
        int highest = highest();
        int left = size - highest;
        if (left <= 0) {
            counters.full();
            askedAt.clear();
            return false;
        }
        forgetOld(now);
        if (askedAt.size() >= left && highest != pruned) {
            askedAt.keySet().removeIf(asked -> known.get(VocabularyKey.of(column, asked)) != null);
            pruned = highest;
        }
        return askedAt.size() < left && askedAt.putIfAbsent(category, now) == null;
    }

    private int highest() {
        Integer highest = known.get(VocabularyKey.ofColumn(column));
        return highest == null ? 0 : highest;
    }

    private void forgetOld(long now) {
        Iterator<Long> oldest = askedAt.values().iterator();
        while (oldest.hasNext() && now - oldest.next() >= PATIENCE.toMillis()) {
            oldest.remove();
        }
    }
}
