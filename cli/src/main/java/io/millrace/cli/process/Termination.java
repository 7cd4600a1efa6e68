package io.millrace.cli.process;

import io.millrace.runtime.ServiceFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and SIGTERM into an orderly end: the process exits only after the command has closed what it opened. */
public final class Termination implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "termination");
    private volatile String failure;

    public Termination() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Ends with a failure once this completes with what went wrong. */
    public void endOn(CompletableFuture<String> fatal) {
        fatal.thenAccept(reason -> {
            failure = reason;
            asked.countDown();
        });
    }

    /**
     * Waits for a request to end.
     *
     * @throws ServiceFailure where something fatal asked for it
     */
    public boolean asked(long millis) throws InterruptedException {
        boolean end = asked.await(millis, TimeUnit.MILLISECONDS);
        if (failure != null) {
            throw new ServiceFailure(failure);
        }
        return end;
    }

    /** Everything is closed: the process may go. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }

    private void onSignal() {
        asked.countDown();
        try {
            ended.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
