package io.millrace.cli;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.runtime.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A broker and a registry for one benchmark, in a new directory that goes with them. */
final class BenchCluster implements AutoCloseable {
    private final Path directory;
    private final EmbeddedCluster cluster;

    private BenchCluster(Path directory, EmbeddedCluster cluster) {
        this.directory = directory;
        this.cluster = cluster;
    }

    static BenchCluster start() throws IOException {
        Path directory = Files.createTempDirectory("millrace-bench");
        System.setProperty("millrace.logs", directory.resolve("logs").toString());
        try {
            return new BenchCluster(
                    directory, EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY));
        } catch (RuntimeException e) {
            delete(directory);
            throw e;
        }
    }

    KafkaConnection kafka() {
        return cluster.connection();
    }

    /** For what the services that are measured keep. */
    Path state() {
        return directory.resolve("state");
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        delete(directory);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
