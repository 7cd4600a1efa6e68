package io.millrace.cli.embedded.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process, on loopback, that Confluent's clients take for Confluent's. What it knows is on the
 * {@code _schemas} topic: a restart on the same broker goes on with the same ids. One per broker: it does not look for other
 * writers of the topic.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int THREADS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryLog log;
    private final Router router;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, EmbeddedRegistry::thread);

    EmbeddedRegistry(RegistryLog log, InetSocketAddress address) {
        this.log = log;
        this.router = router(new Subjects(log));
        this.http = listen(address);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /**
     * Returns once requests are answered.
     *
     * @param address of loopback; port 0 takes a free one
     * @throws ServiceFailure where the port is taken, or the broker does not serve the topic
     */
    public static EmbeddedRegistry start(String bootstrapServers, InetSocketAddress address) {
        RegistryLog log = new SchemasTopic(new KafkaConnection(bootstrapServers, "", Map.of()));
        try {
            return new EmbeddedRegistry(log, address);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    public String url() {
        return "http://" + http.getAddress().getAddress().getHostAddress() + ":"
                + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        log.close();
    }

    private static Router router(Subjects subjects) {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.of("GET", "/", request -> Map.of()));
        routes.addAll(new SubjectRoutes(subjects).routes());
        routes.addAll(new SchemaRoutes(subjects).routes());
        routes.addAll(new CompatibilityRoutes(subjects).routes());
        return new Router(routes);
    }

    private static HttpServer listen(InetSocketAddress address) {
        // without it every answer waits for the client's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return HttpServer.create(address, 64);
        } catch (IOException e) {
            throw new ServiceFailure(
                    "the embedded schema registry cannot listen on " + address + " (" + e.getMessage()
                            + "): choose another port with --registry-port, or stop what uses it",
                    e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, router.answer(Request.of(exchange)));
            } catch (RegistryError e) {
                send(exchange, e.status(), new Refusal(e.code(), e.getMessage()));
            } catch (RuntimeException e) {
                LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                send(exchange, 500, new Refusal(500, "Internal error: " + e));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "schema-registry");
        thread.setDaemon(true);
        return thread;
    }

    /** The body of every answer that is not 200, as Confluent's clients expect it. */
    private record Refusal(@JsonProperty("error_code") int code, String message) {}
}
