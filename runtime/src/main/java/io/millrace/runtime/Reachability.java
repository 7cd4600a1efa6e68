package io.millrace.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Asks broker and registry for a sign of life, so that a wrong address is one clear line and not a stack trace. */
public final class Reachability {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Reachability() {}

    /** @throws ServiceFailure where either does not answer within ten seconds */
    public static void check(KafkaConnection kafka) {
        checkBroker(kafka);
        checkRegistry(kafka.schemaRegistry());
    }

    private static void checkBroker(KafkaConnection kafka) {
        String advice = "no Kafka broker answers at " + kafka.bootstrapServers()
                + ": check the address and that the broker runs (--bootstrap-servers), or start one with: millrace up";
        Map<String, Object> settings = kafka.admin();
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("request.timeout.ms", (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ServiceFailure(advice + " (" + cause.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("interrupted while waiting for " + kafka.bootstrapServers(), e);
        }
    }

    private static void checkRegistry(String urls) {
        ServiceFailure failure = null;
        for (String url : urls.split(",")) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(url.trim() + "/subjects"))
                        .timeout(PATIENCE)
                        .build();
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException | IllegalArgumentException e) {
                failure = new ServiceFailure(
                        "no schema registry answers at " + url
                                + ": check the address and that it runs (--schema-registry), or start one with: millrace up",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceFailure("interrupted while waiting for " + url, e);
            }
        }
        throw failure;
    }
}
