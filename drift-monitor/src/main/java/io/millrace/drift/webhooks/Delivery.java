package io.millrace.drift.webhooks;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One alert on its way to one webhook: attempts, and pauses between them, until it is taken or given up. Nothing in here waits. One
 * thread.
 */
final class Delivery {
    /** How far it is. */
    enum Progress {
        UNDER_WAY,
        /** The attempt was in vain; there will be another. */
        FAILED,
        TAKEN,
        GIVEN_UP
    }

    private final String id;
    private final String body;
    private final Receiver receiver;
    private final Pauses pauses;
    private final int most;
    private final Instant begun;
    private int attempts;
    private Instant due;
    private Optional<CompletableFuture<Answer>> call = Optional.empty();
    private Answer latest = Answer.none("not posted yet");

    /** @param most attempts before it is given up */
    Delivery(String id, String body, Receiver receiver, Pauses pauses, int most, Instant now) {
        this.id = id;
        this.body = body;
        this.receiver = receiver;
        this.pauses = pauses;
        this.most = most;
        this.begun = now;
        this.due = now;
    }

    /** Whether the next step posts. */
    boolean isDue(Instant now) {
        return call.isEmpty() && !now.isBefore(due);
    }

    /** To be called again and again. */
    Progress step(Instant now) {
        if (isDue(now)) {
            attempts++;
            call = Optional.of(receiver.post(Optional.of(id), body, now));
        }
        return call.filter(CompletableFuture::isDone)
                .map(done -> judge(done.join(), now))
                .orElse(Progress.UNDER_WAY);
    }

    private Progress judge(Answer answer, Instant now) {
        call = Optional.empty();
        latest = answer;
        if (answer.isTaken()) {
            return Progress.TAKEN;
        }
        if (attempts >= most || !answer.mayPass()) {
            return Progress.GIVEN_UP;
        }
        due = now.plus(pauses.after(attempts, answer.retryAfter()));
        return Progress.FAILED;
    }

    /** Somebody else delivers it, or nobody: an attempt that runs is broken off. */
    void abandon() {
        call.ifPresent(running -> running.cancel(true));
    }

    String id() {
        return id;
    }

    String body() {
        return body;
    }

    int attempts() {
        return attempts;
    }

    Instant begun() {
        return begun;
    }

    /** HTTP status of the latest attempt. */
    Optional<Integer> status() {
        return latest.status();
    }

    /** What came of it, one line for a person. */
    String words() {
        return latest.words();
    }
}
