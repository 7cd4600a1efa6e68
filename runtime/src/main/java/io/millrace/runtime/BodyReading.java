package io.millrace.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads the body of one request as it comes, holding no thread meanwhile: within a size, a time and what all requests together may
 * keep in memory. What it took of the budget is given back by {@link #release}.
 */
final class BodyReading implements Runnable {
    private static final int FIRST_BYTES = 16 << 10;
    private static final int PIECE = 16 << 10;

    private final Request request;
    private final int most;
    private final BodyBudget budget;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream(FIRST_BYTES);
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private final Scheduler.Task deadline;
    private byte[] piece;

    private BodyReading(Request request, int most, BodyBudget budget, long patienceMillis) {
        this.request = request;
        this.most = most;
        this.budget = budget;
        this.deadline = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> request.fail(new TimeoutException("the body took too long")),
                        patienceMillis,
                        TimeUnit.MILLISECONDS);
        done.whenComplete((body, e) -> deadline.cancel());
    }

    /** @param most larger bodies are refused with 413 */
    static BodyReading start(Request request, int most, BodyBudget budget, long patienceMillis) {
        if (request.getLength() > most) {
            throw tooLarge(most);
        }
        BodyReading reading = new BodyReading(request, most, budget, patienceMillis);
        reading.run();
        return reading;
    }

    /** The whole body; fails with a {@link Refusal} where it does not come. */
    CompletableFuture<byte[]> body() {
        return done;
    }

    void release() {
        budget.giveBack(read.size());
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                failed(chunk.getFailure());
                return;
            }
            try {
                take(chunk.getByteBuffer());
            } catch (Refusal e) {
                done.completeExceptionally(e);
                return;
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) {
                done.complete(read.toByteArray());
                return;
            }
        }
    }

    private void take(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (read.size() + more > most) {
            throw tooLarge(most);
        }
        budget.take(more);
        if (piece == null && more > 0) {
            piece = new byte[PIECE];
        }
        while (bytes.hasRemaining()) {
            int size = Math.min(piece.length, bytes.remaining());
            bytes.get(piece, 0, size);
            read.write(piece, 0, size);
        }
    }

    private void failed(Throwable e) {
        boolean late = e instanceof TimeoutException;
        done.completeExceptionally(new Refusal(
                late ? 408 : 400,
                late ? "the body took too long to come: send it faster" : "the body is broken off: send it whole"));
    }

    private static Refusal tooLarge(int most) {
        return new Refusal(
                413,
                most == 0
                        ? "this request takes no body"
                        : "the body is larger than " + most + " bytes: send it in smaller parts");
    }
}
