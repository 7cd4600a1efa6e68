package io.millrace.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a running Prometheus what the dashboard would ask it. */
final class PrometheusCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    PrometheusCheck(int port) {
        this.port = port;
    }

    /** Every service is scraped, every rule can be evaluated, every expression of the dashboard has an answer. */
    void check() throws IOException {
        for (String service : ComposeIT.OURS) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(answers("up{service=\"" + service + "\"} == 1"))
                            .as(service)
                            .isPositive());
        }
        JsonNode rules = get("/api/v1/rules").get("data").get("groups").get(0).get("rules");
        assertThat(rules)
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.get("health").asText())
                        .as(rule.toString())
                        .isEqualTo("ok"));
        JsonNode dashboard = JSON.readTree(Docker.PROJECT
                .resolve("observability/grafana/dashboards/millrace.json")
                .toFile());
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                String expression = target.get("expr").asText();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(answers(expression))
                                .as(panel.get("title").asText() + ": " + expression)
                                .isPositive());
            }
        }
    }

    private int answers(String expression) throws IOException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("data")
                .get("result")
                .size();
    }

    private JsonNode get(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
