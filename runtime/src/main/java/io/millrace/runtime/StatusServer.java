package io.millrace.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code /health}, {@code /ready} and {@code /metrics} on the loopback address. */
public final class StatusServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService pool = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "status");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param port 0 takes a free one
     * @throws ServiceFailure where the port is taken
     */
    public StatusServer(int port, Supplier<Health> health, PrometheusMeterRegistry meters) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        } catch (IOException e) {
            throw new ServiceFailure(
                    "cannot listen on port " + port + " (" + e.getMessage()
                            + "): choose another with --status-port, or 0 for a free one",
                    e);
        }
        server.createContext(
                "/health",
                exchange -> answer(exchange, health.get(), !health.get().isFailed()));
        server.createContext(
                "/ready",
                exchange -> answer(exchange, health.get(), health.get().isReady()));
        server.createContext("/metrics", exchange -> send(exchange, 200, "text/plain; version=0.0.4", meters.scrape()));
        server.setExecutor(pool);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Health health, boolean good) throws IOException {
        send(exchange, good ? 200 : 503, "text/plain; charset=utf-8", health.state() + ": " + health.reason() + "\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
