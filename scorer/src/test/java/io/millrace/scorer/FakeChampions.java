package io.millrace.scorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Champions as a test names them. */
final class FakeChampions implements Champions {
    final List<String> wanted = new ArrayList<>();
    boolean open;
    Optional<String> championEncoder = Optional.empty();
    private final Queue<ServingModel> ready = new ArrayDeque<>();

    /** A champion on the topic that is loaded. */
    void champion(ServingModel model) {
        championEncoder = Optional.of(model.encoder());
        ready.add(model);
    }

    /** A model for an encoder which is not the champion's. */
    void earlier(ServingModel model) {
        ready.add(model);
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
    public Optional<String> championEncoder() {
        return championEncoder;
    }

    @Override
    public void want(String encoder) {
        wanted.add(encoder);
    }

    @Override
    public void close() {
        open = false;
    }
}
