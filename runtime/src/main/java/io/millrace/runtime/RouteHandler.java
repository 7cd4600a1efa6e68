package io.millrace.runtime;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from Jetty to their routes, and replies back. */
final class RouteHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(RouteHandler.class);

    private final RouteTable routes;
    private final Doorkeeper doorkeeper;
    private final BodyBudget budget;
    private final long bodyMillis;
    private final Executor repliers;

    /** @param repliers writes replies, so that whoever completes one does not */
    RouteHandler(RouteTable routes, HttpSettings settings, Executor repliers) {
        this.routes = routes;
        this.doorkeeper = new Doorkeeper(settings);
        this.budget = new BodyBudget(settings.limits().bufferedBytes());
        this.bodyMillis = settings.limits().bodyTime().toMillis();
        this.repliers = repliers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            answer(request, response, callback);
        } catch (Refusal e) {
            send(e.reply(), response, callback);
        } catch (RuntimeException e) {
            send(unexpected(e), response, callback);
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        String method = request.getMethod();
        String path = Request.getPathInContext(request);
        RouteTable.Found found = routes.find(method, path).orElse(null);
        String client = doorkeeper.client(
                request, found == null ? Route.Access.TRUSTED : found.route().access());
        if (found == null) {
            throw routes.missing(method, path);
        }
        BodyReading reading = BodyReading.start(request, found.route().maxBodyBytes(), budget, bodyMillis);
        // what takes its time to be answered is not idle
        request.addIdleTimeoutListener(timeout -> !reading.body().isDone());
        reading.body()
                .thenCompose(body -> found.route()
                        .handler()
                        .answer(new Call(client, found.parameters(), request.getHeaders()::get, body)))
                .whenComplete((reply, e) -> reading.release())
                .whenCompleteAsync((reply, e) -> send(e == null ? reply : failed(e), response, callback), repliers);
    }

    private static Reply failed(Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof Refusal refusal ? refusal.reply() : unexpected(cause);
    }

    private static Reply unexpected(Throwable e) {
        LOG.error("a request failed", e);
        return new Refusal(500, "something went wrong inside; the service's log says what").reply();
    }

    private static void send(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    /** For routes that know their answer at once. */
    static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
