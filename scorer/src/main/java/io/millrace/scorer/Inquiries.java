package io.millrace.scorer;

import io.millrace.runtime.Refusal;
import io.millrace.scorer.inference.Answer;
import io.millrace.scorer.inference.Inferrer;
import io.millrace.scorer.inference.Vectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that wait for an answer, from many threads to the one that answers. What waits at the same time is answered together. */
final class Inquiries implements Inferrer {
    private final BlockingQueue<Inquiry> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger rows = new AtomicInteger();
    private final int most;
    private volatile long version;
    private volatile boolean closed;

    /** @param most rows that wait at a time */
    Inquiries(int most) {
        this.most = most;
    }

    /** Rows, and who waits for their answer. */
    record Inquiry(Vectors vectors, CompletableFuture<Answer> answer) {
        /** For a request that nobody can answer, or nobody waits for any more, there is nothing to do. */
        boolean isOver() {
            return answer.isDone();
        }
    }

    @Override
    public CompletableFuture<Answer> infer(Vectors vectors) {
        if (closed) {
            throw new Refusal(503, "the scorer is stopping");
        }
        if (rows.addAndGet(vectors.rows()) > most) {
            rows.addAndGet(-vectors.rows());
            throw Refusal.tooMuch("more than " + most + " rows wait already: send again in a second", 1);
        }
        Inquiry inquiry = new Inquiry(vectors, new CompletableFuture<>());
        waiting.add(inquiry);
        return inquiry.answer();
    }

    @Override
    public long version() {
        return version;
    }

    /** The champion that answers from now on. */
    void serves(long champion) {
        version = champion;
    }

    /** What waits, up to so many rows or a single larger request; waits for a first one so long. */
    List<Inquiry> next(int mostRows, Duration wait) throws InterruptedException {
        List<Inquiry> together = new ArrayList<>();
        int taken = 0;
        Inquiry next = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        while (next != null) {
            together.add(next);
            taken += next.vectors().rows();
            rows.addAndGet(-next.vectors().rows());
            next = taken < mostRows ? waiting.poll() : null;
        }
        return together;
    }

    /** Nobody is left without an answer. */
    void close() {
        closed = true;
        for (Inquiry left = waiting.poll(); left != null; left = waiting.poll()) {
            left.answer().completeExceptionally(new Refusal(503, "the scorer is stopping"));
        }
    }
}
