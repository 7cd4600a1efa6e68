package io.millrace.runtime;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a poll loop in one thread as a service. After something that may pass (a broker or registry that does not answer) the
 * loop is made anew, from what Kafka holds committed; after anything else the service has failed.
 */
public final class LoopService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(LoopService.class);
    private static final long PAUSE_MILLIS = 1_000;

    /** One incarnation of the loop: owns its consumer and producer. Used by the service's thread only. */
    public interface Loop extends AutoCloseable {
        /** One turn: poll, work, commit. Returns within a second or so. */
        void turn();

        @Override
        void close();
    }

    /** Makes an incarnation. */
    public interface LoopFactory {
        /** @param ready to be called once the loop does its work */
        Loop open(Runnable ready);
    }

    private final String name;
    private final Function<Throwable, Optional<String>> refusals;
    private final LoopFactory factory;
    private final Thread thread;
    private final AtomicReference<Health> health;
    private volatile boolean closing;

    /** A loop whose clients are the service's of that name, so that what they are refused is told in one line. */
    public LoopService(String name, ServiceContext context, LoopFactory factory) {
        this(name, Refusals.of(context, name)::explain, factory);
    }

    /** One loop of several that a service has, by a name of its own. */
    public LoopService(String name, Refusals refusals, LoopFactory factory) {
        this(name, refusals::explain, factory);
    }

    LoopService(String name, Function<Throwable, Optional<String>> refusals, LoopFactory factory) {
        this.name = name;
        this.refusals = refusals;
        this.factory = factory;
        this.health = new AtomicReference<>(Health.starting(name + " is starting"));
        this.thread = new Thread(this::run, name);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public Health health() {
        return health.get();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes one of the things that a loop owns; what goes wrong with it must not keep the others open. */
    public static void closing(String what, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("{} did not close cleanly: {}", what, e.getMessage());
        }
    }

    private void run() {
        while (!closing) {
            try (Loop loop = factory.open(() -> health.set(Health.ready()))) {
                while (!closing) {
                    loop.turn();
                }
            } catch (RuntimeException | Error e) {
                if (!mayPass(e)) {
                    LOG.error("{} stops", name, e);
                    health.set(Health.failed(
                            name + " stopped: " + refusals.apply(e).orElseGet(e::getMessage)));
                    return;
                }
                LOG.warn("{} starts over after: {}", name, e.getMessage());
                health.set(Health.starting(name + " starts over after: " + e.getMessage()));
                pause();
            }
        }
    }

    private static boolean mayPass(Throwable e) {
        return !Refusals.isRefusal(e)
                && Causes.find(e, RetriableException.class).isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
