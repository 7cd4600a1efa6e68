package io.millrace.scorer;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Brings the newest shadow, checked and warm, to where it answers a share of the vectors. {@link #refresh} by the thread that reads the
 * models topic, the others by the loop's. A model belongs to whoever took it by {@link #next}; {@link #close} closes those that nobody took.
 */
final class CanarySource implements AutoCloseable {
    private final NewestShadow newest;
    private final Queue<ServingModel> ready = new ConcurrentLinkedQueue<>();
    private volatile long version;

    CanarySource(NewestShadow newest) {
        this.newest = newest;
    }

    /** Loads what the topic tells of by now. */
    void refresh() {
        newest.next().ifPresent(ready::add);
        version = newest.version();
    }

    /** The next model to try. */
    Optional<ServingModel> next() {
        return Optional.ofNullable(ready.poll());
    }

    /** Version that is on trial now; 0 where none is. */
    long version() {
        return version;
    }

    /** Gives up what failed: this revision of it does not come again. */
    void refuse(ServingModel model, String reason) {
        newest.refuse(model.identity(), reason);
    }

    @Override
    public void close() {
        ready.forEach(ServingModel::close);
        ready.clear();
    }
}
