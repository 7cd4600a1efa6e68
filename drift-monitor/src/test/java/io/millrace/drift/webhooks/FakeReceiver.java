package io.millrace.drift.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on this machine. It takes everything, unless it was told to answer otherwise. */
final class FakeReceiver implements AutoCloseable {
    /** @param headers by lower-case name */
    record Request(Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private record Reply(int status, Optional<String> retryAfter, String body) {}

    /** What its answer says, without an end. */
    private static final int ENDLESS = -1;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
    }

    FakeReceiver answers(int status, String body) {
        replies.add(new Reply(status, Optional.empty(), body));
        return this;
    }

    FakeReceiver asksToWait(String retryAfter) {
        replies.add(new Reply(429, Optional.of(retryAfter), ""));
        return this;
    }

    /** Begins an answer and never ends it. */
    FakeReceiver keepsWaiting() {
        replies.add(new Reply(ENDLESS, Optional.empty(), ""));
        return this;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new java.util.HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        requests.add(new Request(headers, body));
        Reply reply = Optional.ofNullable(replies.poll()).orElse(new Reply(204, Optional.empty(), ""));
        if (reply.status == ENDLESS) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            return;
        }
        reply.retryAfter.ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
        byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
