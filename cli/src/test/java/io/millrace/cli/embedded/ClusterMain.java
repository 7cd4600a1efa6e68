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
            var told = cluster.failure().thenAccept(line -> end(cluster, line));
            System.out.println("up " + cluster.bootstrapServers() + " " + cluster.registryUrl());
            while (System.in.read() >= 0) {
                // until whoever started it lets go
            }
            return told.isDone() ? 1 : 0;
        } catch (ServiceFailure e) {
            System.out.println("failed " + e.getMessage());
            return 1;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(EmbeddedCluster cluster, String line) {
        System.out.println("failed " + line);
        new Thread(() -> {
                    cluster.close();
                    System.exit(1);
                })
                .start();
    }
}
