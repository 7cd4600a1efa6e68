package io.millrace.processors;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Knows of commits by a mark in a cached store. Kafka Streams tells no store that a commit comes, but before one it writes what its
 * caches hold to the stores behind them: the one behind this cache keeps nothing and passes on that it was written to. What is
 * put into other stores then belongs to the commit.
 */
final class CommitMarks implements Commits {
    static final String NAME = "commits";

    private static final Bytes MARK = Bytes.wrap(new byte[] {1});

    private final KeyValueStore<Bytes, byte[]> marks = Stores.keyValueStoreBuilder(
                    new WrittenStore(NAME + "-written", this::comes), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingEnabled()
            .withLoggingDisabled()
            .build();
    private Runnable saving = () -> {};
    private boolean isAwaited;

    @Override
    public void before(Runnable action) {
        saving = action;
    }

    @Override
    public void await() {
        if (!isAwaited) {
            isAwaited = true; // first: a cache without room writes at once
            marks.put(MARK, MARK.get());
        }
    }

    private void comes() {
        isAwaited = false;
        saving.run();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The cached store is registered under a name of its own; Kafka Streams closes both. */
    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        marks.init(context, marks);
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
