package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.nio.file.Path;

/** An embedded cluster as a process of its own. Runs until its standard input ends; says {@code up}, or why not, on standard output. */
final class ClusterMain {
    private ClusterMain() {}

    public static void main(String[] args) {
        System.exit(run(Path.of(args[0])));
    }

    private static int run(Path directory) {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, EmbeddedCluster.Ports.ANY)) {
            cluster.failure().thenAccept(line -> {
                System.out.println("failed " + line);
                Thread closing = new Thread(cluster::close);
                closing.start();
                join(closing);
                System.exit(1);
            });
            System.out.println("up " + cluster.bootstrapServers() + " " + cluster.registryUrl());
            while (System.in.read() >= 0) {
                // until whoever started it lets go
            }
            return 0;
        } catch (ServiceFailure e) {
            System.out.println("failed " + e.getMessage());
            return 1;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
