package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void shouldBeAliveBeforeItIsReadyAndNeitherOnceItFailed() throws Exception {
        AtomicReference<Health> health = new AtomicReference<>(Health.starting("warming up"));
        try (HttpEndpoint endpoint =
                HttpEndpoint.start(HttpSettings.loopback(0), StatusRoutes.of(health::get, Endpoints.METERS))) {
            assertThat(Endpoints.get(endpoint, "/health").statusCode()).isEqualTo(200);
            assertThat(Endpoints.get(endpoint, "/ready").statusCode()).isEqualTo(503);
            assertThat(Endpoints.get(endpoint, "/ready").body())
                    .isEqualTo("{\"state\":\"starting\",\"error\":\"warming up\"}\n");
            health.set(Health.ready());
            assertThat(Endpoints.get(endpoint, "/ready").statusCode()).isEqualTo(200);
            health.set(Health.failed("out of disk"));
            assertThat(Endpoints.get(endpoint, "/health").statusCode()).isEqualTo(503);
            assertThat(Endpoints.get(endpoint, "/health").body()).contains("out of disk");
        }
    }

    @Test
    void shouldShowTheProcessAndItsServices() throws Exception {
        AtomicReference<Health> health = new AtomicReference<>(Health.starting("warming up"));
        try (ProcessMeters meters = new ProcessMeters();
                HttpEndpoint endpoint =
                        HttpEndpoint.start(HttpSettings.loopback(0), StatusRoutes.of(health::get, meters.registry()))) {
            meters.watch("scorer", health::get);
            assertThat(Endpoints.get(endpoint, "/metrics").body())
                    .contains("millrace_ready{service=\"scorer\"} 0.0")
                    .contains(
                            "jvm_memory_used_bytes", "jvm_threads_live_threads", "process_cpu_usage", "process_uptime");
            health.set(Health.ready());
            assertThat(Endpoints.get(endpoint, "/metrics").body()).contains("millrace_ready{service=\"scorer\"} 1.0");
        }
    }

    @Test
    void shouldHandABodyToItsRouteAndTheReplyBack() throws Exception {
        try (HttpEndpoint endpoint = Endpoints.start(HttpSettings.loopback(0))) {
            HttpResponse<String> reply = Endpoints.post(endpoint, "/echo/loans", "hello");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("hello");
            assertThat(reply.headers().firstValue("Name")).contains("loans");
            assertThat(reply.headers().firstValue("Client")).contains("127.0.0.1");
        }
    }

    @Test
    void shouldRefuseInOneLineOfJsonAndTellNothingOfItself() throws Exception {
        try (HttpEndpoint endpoint = Endpoints.start(HttpSettings.loopback(0))) {
            List<HttpResponse<String>> refused = List.of(
                    Endpoints.get(endpoint, "/nowhere"),
                    Endpoints.get(endpoint, "/echo/loans"),
                    Endpoints.post(endpoint, "/echo/loans", "x".repeat(Endpoints.LARGEST_BODY + 1)),
                    Endpoints.send(Endpoints.request(endpoint, "/echo/loans")
                            .POST(HttpRequest.BodyPublishers.fromPublisher(
                                    HttpRequest.BodyPublishers.ofString("x".repeat(Endpoints.LARGEST_BODY + 1))))
                            .build()),
                    Endpoints.get(endpoint, "/metrics", "Long", "x".repeat(20_000)),
                    Endpoints.get(endpoint, "/broken"));
            assertThat(refused).extracting(HttpResponse::statusCode).containsExactly(404, 405, 413, 413, 431, 500);
            assertThat(refused).allSatisfy(reply -> {
                assertThat(reply.body()).matches("\\{\"error\":\"[^\"\n]+\"}\\s?");
                assertThat(reply.body()).doesNotContain("Exception", "secret", "jetty", "\tat ");
                assertThat(reply.headers().map()).doesNotContainKeys("server", "x-powered-by");
            });
            assertThat(refused.get(1).headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void shouldAnswerWhatIsNoHttpLikewise() throws Exception {
        try (HttpEndpoint endpoint = Endpoints.start(HttpSettings.loopback(0))) {
            for (String bytes : List.of(
                    "rubbish\r\n\r\n",
                    "GET / HTTP/1.1\r\n\r\n",
                    "GET /../x%2fy HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "POST /echo/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")) {
                assertThat(Endpoints.raw(endpoint, bytes))
                        .startsWith("HTTP/1.1 400")
                        .endsWith("{\"error\":\"this is no HTTP request that can be understood\"}\n")
                        .doesNotContain("Jetty", "Exception");
            }
            assertThat(Endpoints.get(endpoint, "/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldCloseConnectionsWhoseHeadersDripIn() throws Exception {
        HttpLimits limits = new HttpLimits(8 << 10, 16, 6, 1 << 20, LONG, SHORT, LONG);
        try (HttpEndpoint endpoint = Endpoints.start(Endpoints.limits(limits));
                Socket socket = new Socket("127.0.0.1", endpoint.port())) {
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> read(socket));
            drip(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\n", end);
            assertThat(end.get()).isEqualTo(-1);
            assertThat(Endpoints.get(endpoint, "/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseBodiesThatDripInAndGiveBackWhatTheyHeld() throws Exception {
        HttpLimits limits = new HttpLimits(8 << 10, 16, 6, Endpoints.LARGEST_BODY, LONG, LONG, SHORT);
        try (HttpEndpoint endpoint = Endpoints.start(Endpoints.limits(limits))) {
            String started = Endpoints.raw(
                    endpoint, "POST /echo/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nhalf");
            assertThat(started).contains("{\"error\":\"the body is broken off: send it whole\"}");
            try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
                socket.getOutputStream()
                        .write("POST /echo/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nhalf"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 408")
                        .contains("the body took too long");
            }
            for (int i = 0; i < 3; i++) {
                String body = "x".repeat(Endpoints.LARGEST_BODY);
                assertThat(Endpoints.post(endpoint, "/echo/a", body).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void shouldRefuseMoreBodiesThanItCanHold() throws Exception {
        HttpLimits limits = new HttpLimits(8 << 10, 16, 6, 100, LONG, LONG, LONG);
        try (HttpEndpoint endpoint = Endpoints.start(Endpoints.limits(limits))) {
            HttpResponse<String> reply = Endpoints.post(endpoint, "/echo/a", "x".repeat(101));
            assertThat(reply.statusCode()).isEqualTo(429);
            assertThat(reply.headers().firstValue("Retry-After")).contains("1");
            assertThat(Endpoints.post(endpoint, "/echo/a", "x".repeat(100)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldSayWhatToDoWhereItCannotListen() {
        try (HttpEndpoint endpoint = Endpoints.start(HttpSettings.loopback(0))) {
            assertThatThrownBy(() -> Endpoints.start(HttpSettings.loopback(endpoint.port())))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining("port " + endpoint.port())
                    .hasMessageContaining("--http-port");
        }
    }

    private static void drip(Socket socket, String bytes, CompletableFuture<Integer> end) throws Exception {
        for (int i = 0; !end.isDone(); i++) {
            try {
                socket.getOutputStream().write(bytes.charAt(i % bytes.length()));
            } catch (java.io.IOException e) {
                return; // closed, as it should be
            }
            Thread.sleep(20);
        }
    }

    private static int read(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (java.io.IOException e) {
            return -1; // reset
        }
    }
}
