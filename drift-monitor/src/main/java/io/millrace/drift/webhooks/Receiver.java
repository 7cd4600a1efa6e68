package io.millrace.drift.webhooks;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who is posted to. Headers are those of Standard Webhooks 1.0; redirects are not followed. Thread-safe. */
final class Receiver {
    private static final int SHOWN_CHARACTERS = 300;

    private final URI address;
    private final Duration timeout;
    private final Optional<Signature> signature;
    private final Optional<String> authorization;
    private final HttpClient client;

    private Receiver(
            URI address,
            Optional<Signature> signature,
            Optional<String> authorization,
            Duration connect,
            Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.signature = signature;
        this.authorization = authorization;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // an offer of HTTP/2 in clear text confuses some servers
                .connectTimeout(connect)
                .build();
    }

    /** @throws ServiceFailure where an environment variable that the definition names is missing or cannot be used */
    static Receiver of(Webhook webhook, Map<String, String> environment) {
        Secrets secrets = new Secrets(webhook.name(), environment);
        return new Receiver(
                webhook.url()
                        .map(Webhook::address)
                        .orElseGet(() -> secrets.read(webhook.urlVariable().orElseThrow(), Webhook::address)),
                webhook.secretVariable().map(name -> secrets.read(name, Signature::of)),
                webhook.authorizationVariable().map(name -> secrets.read(name, Receiver::header)),
                webhook.connectTimeout(),
                webhook.timeout());
    }

    /**
     * Posts in the background.
     *
     * @param id the same for every attempt at the same thing; empty for what may be said any number of times
     * @return completes with an answer, whatever happens, unless it is cancelled
     */
    CompletableFuture<Answer> post(Optional<String> id, String body, Instant now) {
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request(id, body, now), response -> new BodyStart(SHOWN_CHARACTERS));
        CompletableFuture<Answer> answer = exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, e) -> e == null ? Answer.of(response, now) : Answer.none(reason(e)));
        answer.whenComplete((given, e) -> exchange.cancel(true)); // a body that never ends, or nobody waits for
        return answer;
    }

    private HttpRequest request(Optional<String> id, String body, Instant now) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "millrace");
        authorization.ifPresent(value -> request.header("Authorization", value));
        id.ifPresent(given -> {
            request.header("webhook-id", given).header("webhook-timestamp", Long.toString(now.getEpochSecond()));
            signature.ifPresent(by -> request.header("webhook-signature", by.of(given, now.getEpochSecond(), body)));
        });
        return request.POST(BodyPublishers.ofString(body)).build();
    }

    private String reason(Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof TimeoutException) {
            return "no whole answer within " + timeout.toMillis() + " ms";
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private static String header(String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("holds no header: more than one line, or not ASCII");
        }
        return value;
    }
}
