package io.millrace.scorer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a {@link ChampionSource}, and with it a {@link CanarySource}, going in a thread of its own: loading a model must not delay predictions. */
final class ChampionFollower implements Champions {
    private static final Logger LOG = LoggerFactory.getLogger(ChampionFollower.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    private final ChampionSource source;
    private final Optional<CanarySource> canaries;
    private final Consumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::run, "scorer-models");
    private volatile boolean closing;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /**
     * Takes over all it is given: {@link #close} closes them.
     *
     * @param canaries reads the catalogue of the source
     * @param consumer the one the source's catalogue reads by
     */
    ChampionFollower(ChampionSource source, Optional<CanarySource> canaries, Consumer<String, byte[]> consumer) {
        this.source = source;
        this.canaries = canaries;
        this.consumer = consumer;
    }

    @Override
    public void open() {
        source.catchUp();
        thread.start();
    }

    @Override
    public Optional<ServingModel> next() {
        failure.ifPresent(e -> {
            throw new IllegalStateException("the models topic cannot be followed: " + e.getMessage(), e);
        });
        return source.next();
    }

    @Override
    public void want(String encoder) {
        source.want(encoder);
    }

    @Override
    public String encoder() {
        return source.encoder();
    }

    @Override
    public Optional<CanarySource> canaries() {
        return canaries;
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        source.close();
        canaries.ifPresent(CanarySource::close);
    }

    private void run() {
        while (!closing) {
            try {
                source.step(WAIT);
                canaries.ifPresent(CanarySource::refresh);
            } catch (WakeupException e) {
                LOG.debug("woken to close", e);
            } catch (RetriableException e) {
                LOG.warn("models are looked for again after: {}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                failure = Optional.of(e);
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
