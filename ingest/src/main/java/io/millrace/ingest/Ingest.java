package io.millrace.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingest.rows.RowEncoding;
import io.millrace.ingest.sources.RecordSource;
import io.millrace.runtime.Health;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a source to the records and labels topics of a pipeline, each item exactly once, whatever is killed and however often it
 * is started again. What may pass (a broker or registry that does not answer) is tried again for a minute without progress. One
 * transaction is in flight at most, so that Kafka's own pace is the limit.
 */
public final class Ingest implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final long PACE_MILLIS = 5;

    /**
     * How long what may pass is tried again.
     *
     * @param giveUpAfter without progress
     * @param pauseMillis between two tries
     */
    record Patience(Duration giveUpAfter, long pauseMillis) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(60), 1_000);
    }

    /**
     * What ended an incarnation.
     *
     * @param position behind all that it tried to send
     */
    private record Interruption(long position, RuntimeException cause) {}

    private final Supplier<Transfer> transfers;
    private final SendingFailure failures;
    private final Patience patience;
    private final Pacer pacer;
    private final Consumer<Progress> listener;
    private final InstantSource clock;
    private final Counter records;
    private final Counter labels;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Progress> done = new CompletableFuture<>();
    private final long startedMillis;
    private volatile Health health;
    private volatile Progress progress;
    private long lastGoodMillis;
    private Optional<Interruption> interruption = Optional.empty();

    /**
     * @param recordsPerSecond labels not counted; 0 for as fast as Kafka acknowledges
     * @param listener hears of every committed transaction, in the sending thread
     * @param clock gives the Kafka timestamps and the pace
     */
    public Ingest(
            ServiceContext context,
            RecordSource source,
            double recordsPerSecond,
            Consumer<Progress> listener,
            InstantSource clock) {
        this(
                source.name(),
                transfers(context, source, clock),
                new SendingFailure(source.name(), context.kafka()),
                Patience.USUAL,
                recordsPerSecond,
                listener,
                clock,
                context.meters());
    }

    Ingest(
            String source,
            Supplier<Transfer> transfers,
            SendingFailure failures,
            Patience patience,
            double recordsPerSecond,
            Consumer<Progress> listener,
            InstantSource clock,
            MeterRegistry meters) {
        this.transfers = transfers;
        this.failures = failures;
        this.patience = patience;
        this.pacer = new Pacer(recordsPerSecond, clock);
        this.listener = listener;
        this.clock = clock;
        this.records = meters.counter("millrace.ingest.records");
        this.labels = meters.counter("millrace.ingest.labels");
        this.thread = new Thread(this::run, "ingest");
        this.startedMillis = clock.millis();
        this.health = Health.starting("ingest looks where " + source + " stopped");
        this.progress = Progress.none(source);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public Health health() {
        return health;
    }

    /**
     * Completes when the source has ended, or when the service was closed before ({@link Progress#finished} tells which);
     * exceptionally, with a {@link ServiceFailure}, when it cannot be sent.
     */
    public CompletableFuture<Progress> done() {
        return done;
    }

    /** Stops between two transactions. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done.complete(progress);
    }

    private void run() {
        try {
            lastGoodMillis = clock.millis();
            while (!isClosing() && !progress.finished()) {
                attempt();
            }
            done.complete(progress);
        } catch (RuntimeException e) {
            ServiceFailure failure = failures.explain(e);
            LOG.error("ingest stops: {}", failure.getMessage(), e instanceof ServiceFailure ? null : e);
            health = Health.failed(failure.getMessage());
            done.completeExceptionally(failure);
        }
    }

    /** Sends until the end, until closed or until something may pass; throws what will not pass. */
    private void attempt() {
        try (Transfer transfer = transfers.get()) {
            goOn(transfer);
        } catch (RuntimeException e) {
            if (!SendingFailure.mayPass(e)) {
                throw e;
            }
            if (clock.millis() - lastGoodMillis > patience.giveUpAfter().toMillis()) {
                throw failures.gaveUp(patience.giveUpAfter(), e);
            }
            LOG.warn("ingest goes on from the committed position after: {}", e.toString());
            health = Health.starting("ingest starts over after: " + e.getMessage());
            pause(patience.pauseMillis());
        }
    }

    private void goOn(Transfer transfer) {
        if (interruption.isPresent() && transfer.position() > interruption.get().position()) {
            throw failures.takenOver(interruption.get().cause());
        }
        health = Health.ready();
        try {
            while (!isClosing() && !progress.finished()) {
                int allowed = pacer.allowed(Transfer.MOST_ITEMS);
                if (allowed == 0) {
                    pause(PACE_MILLIS);
                } else {
                    committed(transfer.send(allowed));
                }
            }
        } catch (RuntimeException e) {
            interruption = Optional.of(new Interruption(transfer.position(), e));
            throw e;
        }
    }

    private void committed(Batch batch) {
        lastGoodMillis = clock.millis();
        pacer.sent(batch.records());
        records.increment(batch.records());
        labels.increment(batch.labels());
        progress = progress.plus(batch, (lastGoodMillis - startedMillis) / 1_000.0);
        listener.accept(progress);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            closing.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private static Supplier<Transfer> transfers(ServiceContext context, RecordSource source, InstantSource clock) {
        Topics topics = context.topics();
        SchemaRegistry registry = context.kafka().registry();
        Outlet outlet = new Outlet(topics, RowEncoding.of(context.pipeline(), registry), registry, clock);
        Positions positions = new KafkaPositions(context.kafka(), topics.ingestPositions(), registry, clock);
        Map<String, Object> settings =
                new HashMap<>(context.kafka().producer(context.groupOf("ingest") + "." + source.name()));
        settings.put("max.block.ms", 10_000);
        settings.put("request.timeout.ms", 5_000);
        settings.put("delivery.timeout.ms", 10_000);
        return () -> new Transfer(
                source,
                new MeteredProducer<>(settings, new StringSerializer(), new ByteArraySerializer(), context.meters()),
                positions,
                outlet,
                clock);
    }
}
