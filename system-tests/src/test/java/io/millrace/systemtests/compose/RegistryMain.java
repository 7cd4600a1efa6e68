package io.millrace.systemtests.compose;

import io.millrace.cli.embedded.registry.EmbeddedRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** The embedded schema registry behind the variables of Confluent's image, for where that image cannot be had. */
final class RegistryMain {
    private RegistryMain() {}

    public static void main(String[] args) throws InterruptedException {
        URI listener = URI.create(System.getenv("SCHEMA_REGISTRY_LISTENERS"));
        String brokers =
                System.getenv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS").replaceAll("[A-Z_]+://", "");
        try (EmbeddedRegistry registry =
                EmbeddedRegistry.start(brokers, new InetSocketAddress(listener.getHost(), listener.getPort()))) {
            System.out.println("serving schemas on " + registry.url());
            new CountDownLatch(1).await();
        }
    }
}
