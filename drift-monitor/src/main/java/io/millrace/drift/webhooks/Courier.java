package io.millrace.drift.webhooks;

import io.millrace.drift.webhooks.Delivery.Progress;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.pipeline.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings alerts to one webhook, one after the other, unless they are muted; nothing in here waits for it. One thread. */
final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final String pipeline;
    private final Webhook webhook;
    private final Wording wording;
    private final Receiver receiver;
    private final Pauses pauses;
    private final ReactionsTopic reactions;
    private final Undelivered undelivered;
    private final WebhookCounters counters;
    private final InstantSource clock;
    private final OpenEpisodes episodes = new OpenEpisodes();
    private Optional<Delivery> current = Optional.empty();
    private CompletableFuture<Answer> repetition =
            CompletableFuture.completedFuture(Answer.none("nothing was repeated"));
    private Instant nextRepetition = Instant.MIN;

    /**
     * @param reactions closed with this, as is
     * @param undelivered where alerts go that are given up
     */
    Courier(
            String pipeline,
            Webhook webhook,
            Receiver receiver,
            Pauses pauses,
            ReactionsTopic reactions,
            Undelivered undelivered,
            WebhookCounters counters,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.webhook = webhook;
        this.receiver = receiver;
        this.pauses = pauses;
        this.reactions = reactions;
        this.undelivered = undelivered;
        this.counters = counters;
        this.clock = clock;
        this.wording = webhook.format() == Webhook.Format.ALERTMANAGER
                ? new AlertmanagerWording(pipeline, webhook.generatorUrl())
                : new PlainWording(pipeline);
    }

    /** Remembers an alert that was settled before. */
    void learn(DriftAlert alert) {
        episodes.take(alert);
    }

    /**
     * Does what can be done now for an alert; to be called with the same one until it is settled.
     *
     * @return whether it was taken, is muted, or was given up and lies on the topic of the undelivered
     */
    boolean advance(Arrival arrival) {
        if (!repetition.isDone()) {
            return false; // it might come in behind a CLOSED
        }
        Instant now = clock.instant();
        Delivery delivery = current.orElseGet(() -> begin(arrival, now));
        boolean settled = delivery.isDue(now) && reactions.mutes(arrival.alert(), now)
                ? muted(delivery)
                : step(delivery, arrival, now);
        current = settled ? Optional.empty() : Optional.of(delivery);
        return settled;
    }

    /** To be called while there is no alert to bring: tells a receiver that forgets of what is open. */
    void rest() {
        Instant now = clock.instant();
        if (!repetition.isDone()
                || now.isBefore(nextRepetition)
                || wording.again(episodes.all(), now).isEmpty()) {
            return;
        }
        nextRepetition = now.plus(webhook.repeatEvery());
        List<DriftAlert> open = episodes.all().stream()
                .filter(alert -> !reactions.mutes(alert, now))
                .toList();
        wording.again(open, now).ifPresent(body -> {
            repetition = receiver.post(Optional.empty(), body, now);
            repetition.whenComplete((answer, e) -> counters.repeated(e == null && answer.isTaken()));
        });
    }

    /** Another instance goes on from what is committed. */
    void drop() {
        current.ifPresent(Delivery::abandon);
        current = Optional.empty();
        repetition.cancel(true);
        episodes.forget();
    }

    @Override
    public void close() {
        drop();
        try {
            reactions.close();
        } finally {
            undelivered.close();
        }
    }

    private Delivery begin(Arrival arrival, Instant now) {
        String body = wording.told(arrival.alert(), episodes.take(arrival.alert()), now);
        return new Delivery(arrival.id(pipeline), body, receiver, pauses, webhook.attempts(), now);
    }

    private boolean muted(Delivery delivery) {
        LOG.info("webhook {}: {} is muted", webhook.name(), delivery.id());
        counters.muted();
        return true;
    }

    private boolean step(Delivery delivery, Arrival arrival, Instant now) {
        Progress progress = delivery.step(now);
        if (progress == Progress.TAKEN) {
            counters.sent();
        } else if (progress == Progress.FAILED) {
            LOG.warn("webhook {}: {} will be posted again: {}", webhook.name(), delivery.id(), delivery.words());
            counters.retried();
        } else if (progress == Progress.GIVEN_UP) {
            LOG.warn("webhook {}: {} is given up: {}", webhook.name(), delivery.id(), delivery.words());
            undelivered.write(arrival.at(), arrival.alert(), delivery, now);
            counters.failed();
        }
        boolean settled = progress == Progress.TAKEN || progress == Progress.GIVEN_UP;
        nextRepetition = settled ? now.plus(webhook.repeatEvery()) : nextRepetition;
        return settled;
    }
}
