package io.millrace.processors;

import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far the event time of a partition has come, and from which of its records on. What it was at the save before is kept beside
 * it: where the last save is ahead of what was committed, a record that is read again meets what it met the first time. For one
 * thread.
 */
final class EventTimes {
    static final String LATEST = "latest";
    static final String LATEST_OFFSET = "latest-offset";
    static final String BEFORE = "before";
    static final String BEFORE_OFFSET = "before-offset";

    private static final Reached NOTHING = new Reached(Seen.NEVER, -1);

    private final KeyValueStore<String, Long> store;
    private Reached saved;
    private Reached latest;
    private boolean begins = true;

    EventTimes(KeyValueStore<String, Long> store) {
        this.store = store;
        this.saved = read(LATEST, LATEST_OFFSET);
        this.latest = saved;
    }

    /** @param offset of the record that brought it there */
    private record Reached(long millis, long offset) {}

    private Reached read(String millis, String offset) {
        Long reached = store.get(millis);
        Long by = store.get(offset);
        return reached == null ? NOTHING : new Reached(reached, by == null ? NOTHING.offset() : by);
    }

    /**
     * What it is for a record.
     *
     * @param offset of the record
     * @return milliseconds, or {@link Seen#NEVER}
     */
    long latest(long offset) {
        if (begins) {
            begin(offset);
        }
        return latest.millis();
    }

    private void begin(long offset) {
        begins = false;
        if (offset <= saved.offset()) {
            Reached before = read(BEFORE, BEFORE_OFFSET);
            saved = offset > before.offset() ? before : NOTHING;
            latest = saved;
        }
    }

    /** @return whether there is something to save */
    boolean advance(long millis, long offset) {
        boolean advances = millis > latest(offset);
        if (advances) {
            latest = new Reached(millis, offset);
        }
        return advances;
    }

    /** In this order: whatever the changelog lacks of it after a crash, what is there tells the truth about a record read again. */
    void save() {
        if (!latest.equals(saved) && store.isOpen()) {
            if (saved.millis() != Seen.NEVER) {
                store.put(BEFORE_OFFSET, saved.offset());
                store.put(BEFORE, saved.millis());
            }
            store.put(LATEST_OFFSET, latest.offset());
            store.put(LATEST, latest.millis());
            saved = latest;
        }
    }
}
