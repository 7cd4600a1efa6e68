package io.millrace.processors;

/**
 * What a partition remembers of its records: their ids, for the duplicate window, and how far their event time has come.
 * Records with the same id have the same key, so they meet there.
 */
interface Seen {
    /** No record was accepted yet. */
    long NEVER = Long.MIN_VALUE;

    /** @param now stream time in milliseconds */
    boolean contains(String id, long now);

    void add(String id, long now);

    /** The latest event time accepted, in milliseconds, or {@link #NEVER}. */
    long latestEventTime();

    void advanceEventTime(long millis);
}
