package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.runtime.LoopService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * One incarnation of what lets a shadow answer the vectors that the champion has answered, with a model of its own and no more than its
 * share of a core: what that does not reach for is skipped. One thread.
 */
final class ShadowLoop implements LoopService.Loop {
    private static final Duration IDLE_WAIT = Duration.ofMillis(100);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ShadowFeed feed;
    private final ShadowSource source;
    private final ShadowScorer scorer;
    private final CoreShare share;
    private final ShadowMeters meters;
    private final InstantSource steady;
    private final Runnable ready;
    private boolean opened;
    private Instant look = Instant.MIN;

    /**
     * Takes source and scorer over: {@link #close} closes them.
     *
     * @param steady a clock that nobody sets
     * @param ready called when the models topic has been read
     */
    ShadowLoop(
            ShadowFeed feed,
            ShadowSource source,
            ShadowScorer scorer,
            CoreShare share,
            ShadowMeters meters,
            InstantSource steady,
            Runnable ready) {
        this.feed = feed;
        this.source = source;
        this.scorer = scorer;
        this.share = share;
        this.meters = meters;
        this.steady = steady;
        this.ready = ready;
    }

    @Override
    public void turn() {
        if (!opened) {
            opened = true;
            source.open();
            ready.run();
        }
        follow();
        try {
            feed.next(IDLE_WAIT).ifPresent(this::answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        feed.want(false);
        LoopService.closing("the producer of shadows", scorer::close);
        LoopService.closing("the models of shadows", source::close);
    }

    private void follow() {
        if (!steady.instant().isBefore(look) && share.isLeft()) {
            share.spend(source::step);
            look = steady.instant().plus(LOOK_EVERY);
            feed.want(source.shadow().isPresent());
        }
    }

    private void answer(ConsumerRecords<String, byte[]> records) {
        if (source.shadow().isEmpty() || !share.isLeft()) {
            meters.skipped(records.count());
            return;
        }
        try {
            share.spend(() -> scorer.answer(records, source.shadow().orElseThrow()));
        } catch (ModelRefused e) {
            source.refuse(e.getMessage());
            feed.want(false);
        }
    }
}
