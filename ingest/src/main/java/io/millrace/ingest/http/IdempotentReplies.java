package io.millrace.ingest.http;

import io.millrace.runtime.Refusal;
import io.millrace.runtime.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Replies by Idempotency-Key, for a while: who sends the same request again gets the same reply, and nothing is sent twice. In the
 * memory of this instance only, and bounded there; beyond it the ids protect, which are the same again. Thread-safe.
 */
final class IdempotentReplies {
    static final long MOST_BYTES = 32L << 20;
    private static final int BYTES_BESIDE_BODY = 500;
    private static final String REPLAYED = "Idempotency-Replayed";

    private final long windowMillis;
    private final InstantSource clock;
    private final Map<Name, Kept> kept = new LinkedHashMap<>(); // eldest first
    private long bytes;

    private record Name(String client, String kind, String key) {}

    private static final class Kept {
        private final String body;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final long expiresMillis;
        private long bytes;

        Kept(String body, long expiresMillis) {
            this.body = body;
            this.expiresMillis = expiresMillis;
        }
    }

    IdempotentReplies(Duration window, InstantSource clock) {
        this.windowMillis = window.toMillis();
        this.clock = clock;
    }

    /**
     * The reply that is kept, or else what the request is answered with now. That is kept where it is good for ever: what was not
     * acknowledged is to be tried again.
     *
     * @throws Refusal where the key was used for another body
     */
    CompletableFuture<Reply> reply(
            String client, String kind, IdempotencyKey key, Supplier<CompletableFuture<Reply>> request) {
        Name name = new Name(client, kind, key.text());
        Kept mine = new Kept(key.body(), clock.millis() + windowMillis);
        Kept earlier = putIfAbsent(name, mine);
        if (earlier != null) {
            if (!earlier.body.equals(key.body())) {
                throw new Refusal(
                        422, "this Idempotency-Key was used for another body: take a new key for a new request");
            }
            return earlier.reply.thenApply(IdempotentReplies::replayed);
        }
        try {
            request.get().whenComplete((reply, e) -> answered(name, mine, reply, e));
        } catch (RuntimeException e) {
            answered(name, mine, null, e);
        }
        return mine.reply;
    }

    private synchronized Kept putIfAbsent(Name name, Kept mine) {
        Iterator<Kept> eldest = kept.values().iterator();
        while (eldest.hasNext()) {
            Kept next = eldest.next();
            if (next.expiresMillis > clock.millis()) {
                break;
            }
            bytes -= next.bytes;
            eldest.remove();
        }
        return kept.putIfAbsent(name, mine);
    }

    private void answered(Name name, Kept mine, Reply reply, Throwable e) {
        if (e == null && (reply.status() == 202 || reply.status() == 207)) {
            keep(name, mine, reply.body().length + BYTES_BESIDE_BODY);
        } else {
            forget(name, mine);
        }
        if (e == null) {
            mine.reply.complete(reply);
        } else {
            mine.reply.completeExceptionally(e);
        }
    }

    private synchronized void keep(Name name, Kept mine, long size) {
        if (kept.get(name) != mine) {
            return; // expired while it was answered
        }
        mine.bytes = size;
        bytes += size;
        Iterator<Kept> eldest = kept.values().iterator();
        while (bytes > MOST_BYTES && eldest.hasNext()) {
            Kept next = eldest.next();
            if (next.bytes > 0) {
                bytes -= next.bytes;
                eldest.remove();
            }
        }
    }

    private synchronized void forget(Name name, Kept mine) {
        kept.remove(name, mine);
    }

    private static Reply replayed(Reply reply) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put(REPLAYED, "true");
        return new Reply(reply.status(), reply.type(), headers, reply.body());
    }
}
