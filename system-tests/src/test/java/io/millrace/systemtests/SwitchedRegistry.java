package io.millrace.systemtests;

import io.millrace.cli.embedded.registry.EmbeddedRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A schema registry that can be gone for a while, and comes back at the same address with all that it knew. */
final class SwitchedRegistry implements AutoCloseable {
    private final String bootstrapServers;
    private final String url;
    private EmbeddedRegistry registry;

    SwitchedRegistry(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.registry = start(0);
        this.url = registry.url();
    }

    String url() {
        return url;
    }

    void off() {
        registry.close();
    }

    void on() {
        registry = start(URI.create(url).getPort());
    }

    @Override
    public void close() {
        registry.close();
    }

    private EmbeddedRegistry start(int port) {
        return EmbeddedRegistry.start(bootstrapServers, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
