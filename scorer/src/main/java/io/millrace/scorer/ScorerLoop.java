package io.millrace.scorer;

import io.millrace.runtime.CommittedPositions;
import io.millrace.runtime.LoopService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One incarnation of the scorer: reads feature vectors, writes a prediction for each, and commits predictions and positions
 * together. A new champion is taken over between two polls. One thread.
 */
final class ScorerLoop implements LoopService.Loop {
    private static final Logger LOG = LoggerFactory.getLogger(ScorerLoop.class);
    private static final Duration IDLE_WAIT = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String features;
    private final Consumer<String, byte[]> consumer;
    private final Outbox outbox;
    private final Champions champions;
    private final Lineup lineup;
    private final VectorScorer scorer;
    private final UncommittedWork work;
    private final ShadowFeed shadows;
    private final ScorerMeters meters;
    private final StageClock stages;
    private final int fullPoll;
    private final Runnable ready;
    private final List<ConsumerRecords<String, byte[]>> polled = new ArrayList<>();
    private boolean opened;
    /** Whether there was a poll since the last commit after which hardly anything waited. */
    private boolean caughtUp;

    /**
     * Takes over all it is given: {@link #close} closes them.
     *
     * @param features topic of the vectors
     * @param shadows what polls brought, once it is scored
     * @param fullPoll vectors that one poll brings at most
     * @param ready called when a model or the prior serves and partitions are assigned
     */
    ScorerLoop(
            String features,
            Consumer<String, byte[]> consumer,
            Outbox outbox,
            Champions champions,
            Lineup lineup,
            VectorScorer scorer,
            UncommittedWork work,
            ShadowFeed shadows,
            ScorerMeters meters,
            StageClock stages,
            int fullPoll,
            Runnable ready) {
        this.features = features;
        this.consumer = consumer;
        this.outbox = outbox;
        this.champions = champions;
        this.lineup = lineup;
        this.scorer = scorer;
        this.work = work;
        this.shadows = shadows;
        this.meters = meters;
        this.stages = stages;
        this.fullPoll = fullPoll;
        this.ready = ready;
    }

    @Override
    public void turn() {
        try {
            open();
            takeOver();
            score();
            unlessTheGroupHasMovedOn(work::settle);
            if (work.isDue(!caughtUp)) {
                commit(work::commit);
            }
        } catch (RuntimeException e) {
            scorer.drop();
            work.forget(); // Kafka takes the open transaction back when the next incarnation begins
            throw Interruptions.explained(e);
        }
    }

    @Override
    public void close() {
        LoopService.closing("the last predictions", () -> commit(work::finish));
        LoopService.closing("the features consumer", () -> consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
        LoopService.closing("the producer", outbox::close);
        LoopService.closing("the models", lineup::close);
        LoopService.closing("the models consumer", champions::close);
    }

    /** The champion comes before the first vector, so that a restart does not fall back to the prior. */
    private void open() {
        if (!opened) {
            opened = true;
            outbox.open();
            champions.open();
            consumer.subscribe(List.of(features), new Rebalance());
        }
    }

    private void takeOver() {
        lineup.follow(champions, model -> {
            meters.swapped(model.version());
            LOG.info("model version {} serves", model.version());
        });
    }

    /** What one poll brings, and what comes while it may wait, goes through the model together. */
    private void score() {
        take(poll(work.untilDue(IDLE_WAIT)));
        for (Duration left = scorer.patience(); !left.isZero(); left = scorer.patience()) {
            take(poll(left));
        }
        scorer.flush();
        polled.forEach(shadows::offer);
        polled.clear();
    }

    private ConsumerRecords<String, byte[]> poll(Duration wait) {
        ConsumerRecords<String, byte[]> records = consumer.poll(wait);
        caughtUp |= !isBehind();
        stages.ended(records.isEmpty() ? Stage.WAIT : Stage.FETCH);
        return records;
    }

    /** Whether more waits in a partition than one poll brings. */
    private boolean isBehind() {
        for (TopicPartition partition : consumer.assignment()) {
            if (consumer.currentLag(partition).orElse(0) > fullPoll) {
                return true;
            }
        }
        return false;
    }

    private void take(ConsumerRecords<String, byte[]> records) {
        if (shadows.isWanted() && !records.isEmpty()) {
            polled.add(records);
        }
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<String, byte[]>> all = records.records(partition);
            for (ConsumerRecord<String, byte[]> record : all) {
                scorer.take(record);
            }
            ConsumerRecord<String, byte[]> last = all.get(all.size() - 1);
            work.advance(partition, new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), ""));
        }
    }

    /** What has been taken is scored first: its positions are committed too. */
    private void commit(Runnable how) {
        unlessTheGroupHasMovedOn(() -> {
            scorer.flush();
            how.run();
            caughtUp = false;
            stages.ended(Stage.COMMIT);
        });
    }

    private void unlessTheGroupHasMovedOn(Runnable commit) {
        try {
            commit.run();
        } catch (CommitFailedException | TransactionAbortableException e) {
            LOG.info("scored again from the committed positions after: {}", e.getMessage());
            work.undo();
            CommittedPositions.seek(consumer, consumer.assignment());
        }
    }

    /** Partitions come and go inside {@link Consumer#poll}, in the loop's thread. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            ready.run();
        }

        /** What was scored of them is committed before another member goes on with them. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit(work::finish);
        }

        /** Another member has them already and scores again what was not committed. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            scorer.drop();
            work.undo();
        }
    }
}
