package io.millrace.runtime;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What every endpoint answers: {@code /health} (alive), {@code /ready} (doing its work) and {@code /metrics} (Prometheus text). */
public final class StatusRoutes {
    private StatusRoutes() {}

    public static List<Route> of(Supplier<Health> health, PrometheusMeterRegistry meters) {
        return List.of(
                Route.get("/health", Route.Access.ANYBODY, call -> {
                    Health now = health.get();
                    return RouteHandler.now(reply(now, !now.isFailed()));
                }),
                Route.get("/ready", Route.Access.ANYBODY, call -> {
                    Health now = health.get();
                    return RouteHandler.now(reply(now, now.isReady()));
                }),
                Route.get(
                        "/metrics",
                        Route.Access.TRUSTED,
                        call -> RouteHandler.now(new Reply(
                                200,
                                "text/plain; version=0.0.4; charset=utf-8",
                                Map.of(),
                                meters.scrape().getBytes(StandardCharsets.UTF_8)))));
    }

    private static Reply reply(Health health, boolean good) {
        String state = health.state().name().toLowerCase(Locale.ROOT);
        String body = "{\"state\":\"" + state + "\",\"" + (good ? "reason" : "error") + "\":"
                + Reply.quoted(health.reason()) + "}\n";
        return Reply.json(good ? 200 : 503, body.getBytes(StandardCharsets.UTF_8));
    }
}
