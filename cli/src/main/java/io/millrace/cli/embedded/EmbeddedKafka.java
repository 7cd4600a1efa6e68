package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Kafka node in this process, broker and controller at once, made of the classes that Kafka's own start scripts run. */
final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int PATIENCE_SECONDS = 90;
    private static final int STOP_SECONDS = 20;
    private static final int STOP_SECONDS_AFTER_FAILURE = 5;

    private final ChosenPorts ports;
    private final CompletableFuture<String> failure;
    private final BrokerExit exit;
    private final KafkaRaftServer server;

    private EmbeddedKafka(ClusterDirectory directory, ChosenPorts ports, CompletableFuture<String> failure) {
        this.ports = ports;
        this.failure = failure;
        Map<String, String> settings = BrokerSettings.of(ports, directory.node());
        this.server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        this.exit = BrokerExit.divertTo(() -> failure.complete(reason(directory.path())));
    }

    /**
     * Returns once the broker serves.
     *
     * @param failure completed with one line for a person when the broker gives up
     * @throws ServiceFailure where it does not start
     */
    static EmbeddedKafka start(ClusterDirectory directory, ChosenPorts ports, CompletableFuture<String> failure) {
        String clusterId = NodeFormat.clusterIdOf(directory.node());
        EmbeddedKafka kafka;
        try {
            DeadBroker.fence(ports, directory.node());
            kafka = new EmbeddedKafka(directory, ports, failure);
        } catch (Exception e) { // Scala code throws checked exceptions without saying so
            throw notStarted(directory.path(), e);
        }
        try {
            kafka.startup(directory.path());
            kafka.demandOwn(clusterId);
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    String bootstrapServers() {
        return LoopbackPort.ADDRESS + ":" + ports.kafka();
    }

    /** Lets the broker hand in what it holds; after a failure it is given less time, for it may hang. */
    @Override
    public void close() {
        CompletableFuture<Void> stopped = inThread("kafka-stop", () -> {
            server.shutdown();
            server.awaitShutdown();
        });
        try {
            stopped.get(failure.isDone() ? STOP_SECONDS_AFTER_FAILURE : STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the embedded Kafka did not stop in order: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exit.close();
        }
    }

    /** In a thread of its own: a broker that gives up while it starts may leave that thread waiting for ever. */
    private void startup(Path directory) {
        CompletableFuture<Void> started = inThread("kafka-start", server::startup);
        try {
            CompletableFuture.anyOf(started, failure).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw notStarted(directory, e.getCause());
        } catch (TimeoutException e) {
            throw new ServiceFailure(
                    "the embedded Kafka in " + directory + " did not start within " + PATIENCE_SECONDS
                            + " s: start it again on a less busy machine" + logs(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("interrupted while the embedded Kafka started", e);
        }
        if (failure.isDone()) {
            throw new ServiceFailure(failure.join());
        }
    }

    /** Another Kafka may have come to listen on the same port: writing to it would be a disaster. */
    private void demandOwn(String clusterId) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            String reached = admin.describeCluster().clusterId().get();
            if (!clusterId.equals(reached)) {
                throw new ServiceFailure("another Kafka (cluster " + reached + ") answers at " + bootstrapServers()
                        + ": stop it, or choose another port with --kafka-port");
            }
        } catch (ExecutionException e) {
            throw new ServiceFailure(
                    "the embedded Kafka does not answer at " + bootstrapServers() + ": "
                            + e.getCause().getMessage() + logs(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("interrupted while the embedded Kafka started", e);
        }
    }

    private static CompletableFuture<Void> inThread(String name, Runnable work) {
        return CompletableFuture.runAsync(work, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static ServiceFailure notStarted(Path directory, Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return new ServiceFailure(
                "the embedded Kafka in " + directory + " did not start: " + cause.getMessage() + logs(), cause);
    }

    private static String reason(Path directory) {
        return DiskWatch.problem(directory)
                .orElse("the embedded Kafka in " + directory
                        + " gave up, because it cannot write there any more or met a fault it cannot mend: check the disk,"
                        + " then start again with the same data directory (nothing acknowledged is lost)" + logs());
    }

    private static String logs() {
        return Optional.ofNullable(System.getProperty("millrace.logs"))
                .map(place -> "; details are in " + place)
                .orElse("");
    }
}
