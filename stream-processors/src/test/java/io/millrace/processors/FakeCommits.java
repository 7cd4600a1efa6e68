package io.millrace.processors;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/** Commits that a test asks for. */
final class FakeCommits implements Commits {
    private Runnable saving = () -> {};
    private boolean isAwaited;

    @Override
    public void before(Runnable action) {
        saving = action;
    }

    @Override
    public void await() {
        isAwaited = true;
    }

    void commit() {
        if (isAwaited) {
            isAwaited = false;
            saving.run();
        }
    }

    @Override
    public String name() {
        return CommitMarks.NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // nothing to open
    }

    @Override
    public void close() {
        // holds nothing
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
