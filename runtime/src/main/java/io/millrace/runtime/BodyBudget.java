package io.millrace.runtime;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of request bodies that are in memory at once, over all connections. Thread-safe. */
final class BodyBudget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long most) {
        this.most = most;
    }

    /** @throws Refusal where it would be too many */
    void take(int bytes) {
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            throw Refusal.tooMuch("too much is in flight: send again in a second", 1);
        }
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
