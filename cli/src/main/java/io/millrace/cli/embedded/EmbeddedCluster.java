package io.millrace.cli.embedded;

import io.millrace.cli.embedded.registry.EmbeddedRegistry;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A Kafka broker and a schema registry inside this process, on loopback only. Everything acknowledged is under one data
 * directory and survives a restart as well as the death of the process. Order of use: {@link #start}, {@link #connection},
 * {@link #close}; whoever runs it waits on {@link #failure} too.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private final ClusterDirectory directory;
    private final CompletableFuture<String> failure;
    private final DiskWatch watch;
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;

    /**
     * Where to listen.
     *
     * @param kafka the broker's port; 0 takes the one used last, or a free one
     * @param registry the schema registry's port, likewise
     */
    public record Ports(int kafka, int registry) {
        public static final Ports ANY = new Ports(0, 0);

        public Ports {
            LoopbackPort.check("--kafka-port", kafka);
            LoopbackPort.check("--registry-port", registry);
        }
    }

    private EmbeddedCluster(ClusterDirectory directory, Ports ports) {
        this.directory = directory;
        this.failure = new CompletableFuture<>();
        ChosenPorts chosen = ChosenPorts.of(ports, directory.rememberedPorts());
        directory.remember(chosen);
        this.watch = DiskWatch.start(directory.path(), failure::complete);
        EmbeddedKafka started = null;
        try {
            started = EmbeddedKafka.start(directory, chosen, failure);
            this.kafka = started;
            this.registry = EmbeddedRegistry.start(kafka.bootstrapServers(), LoopbackPort.at(chosen.registry()));
        } catch (RuntimeException e) {
            watch.close();
            if (started != null) {
                started.close();
            }
            throw e;
        }
    }

    /**
     * Returns once both answer.
     *
     * @param dataDirectory made where it is missing; one cluster at a time uses it
     * @throws ServiceFailure where the directory is in use, not writable or on a full disk, a port is taken, or Kafka does not start
     */
    public static EmbeddedCluster start(Path dataDirectory, Ports ports) {
        ClusterDirectory directory = ClusterDirectory.open(dataDirectory);
        try {
            return new EmbeddedCluster(directory, ports);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    public KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers(), registryUrl(), Map.of());
    }

    /**
     * Completes, with one line for a person, once the cluster cannot go on: its disk is nearly full or broken, or the broker
     * gave up. The process should then close everything and exit with an error; what was acknowledged is there after a restart.
     */
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    /** Stops both and frees the directory. Takes a second or two, and after a {@link #failure} ten at most. */
    @Override
    public void close() {
        watch.close();
        registry.close();
        kafka.close();
        directory.close();
    }
}
