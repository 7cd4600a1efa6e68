package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StatusServerTest {
    private final AtomicReference<Health> health = new AtomicReference<>(Health.starting("warming up"));
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void shouldBeAliveBeforeItIsReadyAndNeitherOnceItFailed() throws Exception {
        try (StatusServer server = new StatusServer(0, health::get, meters)) {
            assertThat(status(server, "/health")).isEqualTo(200);
            assertThat(status(server, "/ready")).isEqualTo(503);
            health.set(Health.ready());
            assertThat(status(server, "/ready")).isEqualTo(200);
            health.set(Health.failed("out of disk"));
            assertThat(status(server, "/health")).isEqualTo(503);
            assertThat(get(server, "/health").body()).contains("out of disk");
        }
    }

    @Test
    void shouldExposeCounters() throws Exception {
        meters.counter("records.in").increment(3);
        try (StatusServer server = new StatusServer(0, health::get, meters)) {
            assertThat(get(server, "/metrics").body()).contains("records_in_total 3.0");
        }
    }

    @Test
    void shouldSayWhatToDoWhenThePortIsTaken() {
        try (StatusServer server = new StatusServer(0, health::get, meters)) {
            assertThatThrownBy(() -> new StatusServer(server.port(), health::get, meters))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining("port " + server.port())
                    .hasMessageContaining("--status-port");
        }
    }

    private static int status(StatusServer server, String path) throws IOException, InterruptedException {
        return get(server, path).statusCode();
    }

    private static HttpResponse<String> get(StatusServer server, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
