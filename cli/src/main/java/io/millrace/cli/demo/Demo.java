package io.millrace.cli.demo;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.cli.audit.ReportFile;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.cli.process.DataDirectory;
import io.millrace.cli.process.Part;
import io.millrace.cli.process.Services;
import io.millrace.cli.process.Termination;
import io.millrace.ingest.Ingest;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole system in one process on known data: runs it, shows it, audits it. */
public final class Demo implements AutoCloseable {
    private static final long STALLED_AFTER_SECONDS = 60;
    private static final long START_SECONDS = 300;
    private static final long TICK_MILLIS = 100;

    private final DemoSettings settings;
    private final PrintWriter out;
    private final boolean plain;
    private final Termination termination;
    private final boolean temporary;
    private final DataDirectory directory;
    private final Dataset dataset;
    private final Ledger ledger;
    private EmbeddedCluster cluster;
    private Services services;
    private Ingest ingest;
    private LedgerReader reader;

    /**
     * @param dataDirectory where to keep everything; a temporary place where empty
     * @param plain no terminal control
     */
    public Demo(
            DemoSettings settings,
            Optional<Path> dataDirectory,
            boolean plain,
            PrintWriter out,
            Termination termination) {
        this.settings = settings;
        this.out = out;
        this.plain = plain;
        this.termination = termination;
        this.temporary = dataDirectory.isEmpty();
        this.directory = new DataDirectory(dataDirectory.orElseGet(Demo::temporaryDirectory)).open();
        settings.claim(directory.path());
        this.dataset = Dataset.of(settings);
        this.ledger = new Ledger(
                dataset.plan().records(), dataset.definition().label().classes(), dataset::numberOf);
    }

    /**
     * Streams everything, waits until every record is answered, prints the summary.
     *
     * @param json where to write the summary as JSON
     * @return whether every check holds
     */
    public boolean run(Optional<Path> json) throws InterruptedException {
        Screen screen = new Screen(out, plain, ledger, dataset.plan(), System::currentTimeMillis);
        screen.say("starting Kafka and the schema registry in " + directory.path());
        cluster = EmbeddedCluster.start(directory.kafka(), EmbeddedCluster.Ports.ANY);
        termination.endOn(cluster.failure());
        directory.write(cluster.connection());
        screen.say("Kafka on " + cluster.connection().bootstrapServers() + ", schema registry on "
                + cluster.connection().schemaRegistry());
        ServiceContext context = new ServiceContext(
                dataset.definition(),
                cluster.connection(),
                directory.state(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        services = Services.start(context, EnumSet.complementOf(EnumSet.of(Part.INGEST)));
        reader = new LedgerReader(cluster.connection(), context.topics(), ledger);
        awaitReady(screen);
        screen.say("all services are ready");

        long before = ledger.recordsIn();
        long startNanos = System.nanoTime();
        ingest = new Ingest(context, dataset.stream(), settings.rate(), progress -> {}, InstantSource.system());
        ingest.start();
        stream(screen);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Audit audit = new Audit(ledger, dataset.plan(), seconds, ledger.recordsIn() - before);
        new Summary(out).print(audit);
        json.ifPresent(file -> new ReportFile(file).write(audit.report(), out));
        return audit.failures().isEmpty();
    }

    /** Goes on serving until it is asked to stop. */
    public void keepRunning() throws InterruptedException {
        Path definition = directory.path().resolve("pipeline.yaml");
        write(definition, dataset.yaml());
        out.printf(
                "Still running. Try: ./millrace tail predictions -p %s --data-dir %s%n", definition, directory.path());
        out.println("Ctrl-C stops.");
        while (!termination.asked(500)) {
            services.check();
        }
    }

    /** Services first, then the broker they talk to. */
    @Override
    public void close() {
        for (AutoCloseable part : new AutoCloseable[] {ingest, reader, services, cluster}) {
            close(part);
        }
        if (temporary) {
            delete(directory.path());
        }
    }

    private void awaitReady(Screen screen) throws InterruptedException {
        long sinceNanos = System.nanoTime();
        while (!services.health().isReady()) {
            tick(screen, "starting");
            if (secondsSince(sinceNanos) > START_SECONDS) {
                throw new ServiceFailure("the services are not ready after " + START_SECONDS + " s: "
                        + services.health().reason() + "; details are in " + System.getProperty("millrace.logs"));
            }
        }
    }

    private void stream(Screen screen) throws InterruptedException {
        long progress = -1;
        long progressNanos = System.nanoTime();
        while (!complete()) {
            tick(screen, "streaming");
            long answered = ledger.recordsIn() + ledger.scored() + ledger.outcomes() + ledger.quarantinedInAll();
            if (answered != progress) {
                progress = answered;
                progressNanos = System.nanoTime();
            } else if (secondsSince(progressNanos) > STALLED_AFTER_SECONDS) {
                screen.say("nothing has moved for " + STALLED_AFTER_SECONDS + " s: ending here");
                return;
            }
        }
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }

    /** Every record sent and answered, every label joined. */
    private boolean complete() {
        return ingest.done().isDone()
                && ledger.recordsIn() >= dataset.plan().records()
                && ledger.vectors() + ledger.quarantinedInAll() >= ledger.recordsIn()
                && ledger.scored() >= ledger.vectors()
                && ledger.outcomes() >= ledger.vectors();
    }

    private void tick(Screen screen, String phase) throws InterruptedException {
        screen.show(phase);
        if (termination.asked(TICK_MILLIS)) {
            throw new ServiceFailure("stopped on request"
                    + (temporary ? "" : "; go on with the same options and --data-dir " + directory.path()));
        }
        services.check();
        reader.check();
        if (ingest != null && ingest.health().isFailed()) {
            throw new ServiceFailure(ingest.health().reason());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new ServiceFailure("cannot write " + file + ": " + e, e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("millrace-demo-");
        } catch (IOException e) {
            throw new ServiceFailure("cannot make a temporary directory (" + e + "): choose one with --data-dir", e);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("closing " + part.getClass().getSimpleName() + " failed", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // a temporary directory: the system clears it in time
        }
    }
}
