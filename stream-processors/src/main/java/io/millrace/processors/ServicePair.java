package io.millrace.processors;

import io.millrace.runtime.Health;
import io.millrace.runtime.Service;
import java.util.concurrent.CompletableFuture;

/** Two services that live and fail together; as healthy as the worse of them. */
record ServicePair(Service first, Service second) implements Service {
    @Override
    public void start() {
        first.start();
        second.start();
    }

    @Override
    public Health health() {
        Health one = first.health();
        Health other = second.health();
        if (one.isFailed() || other.isFailed()) {
            return one.isFailed() ? one : other;
        }
        return one.isReady() ? other : one;
    }

    /** Side by side: each may take its time to leave its group. */
    @Override
    public void close() {
        CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close);
        try {
            second.close();
        } finally {
            closing.join();
        }
    }
}
