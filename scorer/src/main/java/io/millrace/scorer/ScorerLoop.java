package io.millrace.scorer;

import io.millrace.runtime.CommittedPositions;
import io.millrace.runtime.LoopService;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private final ScorerMeters meters;
    private final Runnable ready;
    private boolean opened;

    /**
     * Takes over all it is given: {@link #close} closes them.
     *
     * @param features topic of the vectors
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
            ScorerMeters meters,
            Runnable ready) {
        this.features = features;
        this.consumer = consumer;
        this.outbox = outbox;
        this.champions = champions;
        this.lineup = lineup;
        this.scorer = scorer;
        this.work = work;
        this.meters = meters;
        this.ready = ready;
    }

    @Override
    public void turn() {
        try {
            open();
            takeOver();
            score(consumer.poll(work.untilDue(IDLE_WAIT)));
            if (work.isDue()) {
                commit();
            }
        } catch (RuntimeException e) {
            work.forget(); // Kafka takes the open transaction back when the next incarnation begins
            throw Interruptions.explained(e);
        }
    }

    @Override
    public void close() {
        LoopService.closing("the last predictions", this::commit);
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

    /** Who leads is asked first, so that the model that leads is taken over with it. */
    private void takeOver() {
        lineup.lead(champions.encoder());
        for (Optional<ServingModel> next = champions.next(); next.isPresent(); next = champions.next()) {
            ServingModel model = next.get();
            lineup.adopt(model);
            meters.swapped(model.version());
            LOG.info("model version {} serves", model.version());
        }
    }

    private void score(ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            score(partition, records.records(partition));
        }
        scorer.flush();
    }

    private void score(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            scorer.take(record);
            work.advance(partition, new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
    }

    private void commit() {
        try {
            work.commit();
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
            commit();
        }

        /** Another member has them already and scores again what was not committed. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            work.undo();
        }
    }
}
