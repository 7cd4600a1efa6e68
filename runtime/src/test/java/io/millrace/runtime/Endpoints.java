package io.millrace.runtime;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Endpoints for tests, and clients that ask them. */
final class Endpoints {
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final PrometheusMeterRegistry METERS = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    static final int LARGEST_BODY = 1_000;

    private Endpoints() {}

    /** Has the status routes, {@code POST /echo/{name}}, and {@code GET /broken} which fails. */
    static HttpEndpoint start(HttpSettings settings) {
        List<Route> routes = new ArrayList<>(StatusRoutes.of(Health::ready, METERS));
        routes.add(Route.post(
                "/echo/{name}",
                LARGEST_BODY,
                call -> RouteHandler.now(new Reply(
                        200,
                        "text/plain",
                        Map.of("Client", call.client(), "Name", call.parameter("name")),
                        call.body()))));
        routes.add(Route.get("/broken", Route.Access.TRUSTED, call -> {
            throw new IllegalStateException("secret inner workings");
        }));
        return HttpEndpoint.start(settings, routes);
    }

    static HttpSettings tokens(String... tokens) {
        return new HttpSettings(
                "127.0.0.1", 0, BearerTokens.of(String.join("\n", tokens), "the test"), Optional.empty());
    }

    static HttpSettings limits(HttpLimits limits) {
        return new HttpSettings("127.0.0.1", 0, BearerTokens.NONE, Optional.empty(), limits);
    }

    static HttpResponse<String> get(HttpEndpoint endpoint, String path, String... headers) throws Exception {
        return send(request(endpoint, path, headers).build());
    }

    static HttpResponse<String> post(HttpEndpoint endpoint, String path, String body) throws Exception {
        return send(request(endpoint, path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static HttpRequest.Builder request(HttpEndpoint endpoint, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint.url() + path)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Whatever comes back, until the other side closes. */
    static String raw(HttpEndpoint endpoint, String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static Path pem(String name) {
        return Path.of("src/test/resources/pem", name);
    }
}
