package io.millrace.processors;

import java.util.HashSet;
import java.util.Set;

/** Remembers every id, for as long as the process runs: a file is one duplicate window. */
final class SeenInMemory implements Seen {
    private final Set<String> ids = new HashSet<>();
    private long latestEventTime = NEVER;

    @Override
    public boolean contains(String id, long now) {
        return ids.contains(id);
    }

    @Override
    public void add(String id, long now) {
        ids.add(id);
    }

    @Override
    public long latestEventTime() {
        return latestEventTime;
    }

    @Override
    public void advanceEventTime(long millis) {
        latestEventTime = Math.max(latestEventTime, millis);
    }
}
