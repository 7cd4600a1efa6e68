package io.millrace.scorer;

import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Champions as a test names them, from any thread. */
final class FakeChampions implements Champions {
    final Set<String> wanted = new TreeSet<>();
    boolean open;
    private volatile String encoder = "";
    private final Queue<ServingModel> ready = new ConcurrentLinkedQueue<>();

    /** A champion on the topic that is loaded. */
    void champion(ServingModel model) {
        ready.add(model);
        encoder = model.encoder();
    }

    @Override
    public void open() {
        open = true;
    }

    @Override
    public Optional<ServingModel> next() {
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void want(String encoder) {
        wanted.add(encoder);
    }

    @Override
    public String encoder() {
        return encoder;
    }

    @Override
    public Optional<CanarySource> canaries() {
        return Optional.empty();
    }

    @Override
    public void close() {
        open = false;
    }
}
