package io.millrace.trainer;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.ModelLife;
import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.trainer.life.Keeper;
import io.millrace.trainer.life.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the life of the pipeline's models: takes up candidates, lets shadows and champions on probation answer labelled examples, does what people ask for. Of
 * all trainers only the one that the requests are assigned to does so; it alone says who is champion.
 */
final class LifeLoop implements LoopService.Loop {
    private static final Logger LOG = LoggerFactory.getLogger(LifeLoop.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /** Comparisons that go on are written down so often; a crash repeats no more than that. */
    private static final long KEEP_MILLIS = 1_000;

    private final Consumer<String, byte[]> consumer;
    private final OwnRecords<ModelRequest> requests;
    private final ModelShelf shelf;
    private final LiveExamples examples;
    private final Models models;
    private final LifePublisher publisher;
    private final PipelineDefinition pipeline;
    private final InstantSource clock;
    private final Runnable ready;
    private final List<AutoCloseable> owned;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private Optional<Kept> kept = Optional.empty();

    /**
     * @param consumer subscribed to nothing yet
     * @param owned closed with the loop, last
     * @param ready to be called once the loop does its work, or stands by for another trainer
     */
    LifeLoop(
            Consumer<String, byte[]> consumer,
            String topic,
            OwnRecords<ModelRequest> requests,
            ModelShelf shelf,
            LiveExamples examples,
            Models models,
            LifePublisher publisher,
            PipelineDefinition pipeline,
            InstantSource clock,
            Runnable ready,
            List<AutoCloseable> owned) {
        this.consumer = consumer;
        this.requests = requests;
        this.shelf = shelf;
        this.examples = examples;
        this.models = models;
        this.publisher = publisher;
        this.pipeline = pipeline;
        this.clock = clock;
        this.ready = ready;
        this.owned = List.copyOf(owned);
        consumer.subscribe(List.of(topic), new Handover());
    }

    /** What the keeper of the models holds while it is that. */
    private static final class Kept {
        private final Keeper keeper;
        private final Comparison comparison;
        private boolean comparing;
        private boolean moved;
        private long keptAt;

        private Kept(Keeper keeper, Models models) {
            this.keeper = keeper;
            this.comparison = new Comparison(keeper, models);
        }
    }

    @Override
    public void turn() {
        List<ConsumerRecord<String, byte[]>> asked = new ArrayList<>();
        consumer.poll(POLL).forEach(asked::add);
        if (!consumer.assignment().isEmpty()) {
            keep(kept.orElseGet(this::open), asked);
        }
        ready.run();
    }

    /** Comes after what another trainer had in hand: positions are given out once its transaction has ended. */
    private Kept open() {
        consumer.assignment().forEach(at -> done.put(at, new OffsetAndMetadata(consumer.position(at))));
        Kept opened = new Kept(
                new Keeper(pipeline.promotion(), pipeline.training().online().enabled()), models);
        Optional<ModelLife> life = shelf.fill(opened.keeper);
        if (!opened.keeper.compared().isEmpty()) {
            Map<Integer, Long> offsets = life.map(LifeRecord::offsets).orElse(Map.of());
            begin(opened, offsets);
        }
        opened.keptAt = clock.millis();
        kept = Optional.of(opened);
        return opened;
    }

    private void keep(Kept now, List<ConsumerRecord<String, byte[]>> asked) {
        long millis = clock.millis();
        OptionalLong candidate = shelf.poll(now.keeper, POLL);
        changed(now.keeper.decide(millis), Optional.empty(), candidate.orElse(millis));
        asked.forEach(at -> answer(now, at));
        compare(now, millis);
        renew(now);
        boolean due = now.moved && millis - now.keptAt >= KEEP_MILLIS;
        if (!publisher.isEmpty() || !asked.isEmpty() || due) {
            publisher.commit(
                    LifeRecord.of(now.keeper.life(), examples.offsets()), millis, done, consumer.groupMetadata());
            now.moved = false;
            now.keptAt = millis;
        }
    }

    private void answer(Kept now, ConsumerRecord<String, byte[]> at) {
        done.put(new TopicPartition(at.topic(), at.partition()), new OffsetAndMetadata(at.offset() + 1));
        requests.read(at.value()).ifPresent(request -> {
            try {
                changed(
                        now.keeper.onRequest(request, clock.millis()),
                        Optional.of(request.getRequest()),
                        at.timestamp());
            } catch (Refused e) {
                LOG.info("request {} of {} is refused: {}", request.getRequest(), request.getBy(), e.getMessage());
                publisher.refused(request.getVersion(), request.getRequest(), e.getMessage(), at.timestamp());
            }
        });
    }

    private void compare(Kept now, long millis) {
        boolean wanted = !now.keeper.compared().isEmpty();
        if (wanted && !now.comparing) {
            begin(now, Map.of());
        }
        now.comparing = wanted;
        if (wanted) {
            List<Comparison.Placed> come = examples.poll(POLL);
            now.moved |= !come.isEmpty();
            changed(now.comparison.show(come, millis), Optional.empty(), examples.latestTimestamp());
        }
    }

    /** Versions that have learnt on answer as they stand now; compared ones only examples that they have not learnt, so what they have is answered before. */
    private void renew(Kept now) {
        shelf.revisions().removeIf(revision -> {
            boolean ready = !now.comparing || examples.havePassed(revision.getRanges());
            if (ready) {
                now.keeper.onRevision(revision).ifPresent(version -> {
                    now.comparison.renew(version.getVersion());
                    publisher.revised(version, revision.getCreatedAt().toEpochMilli());
                });
            }
            return ready;
        });
    }

    private void begin(Kept now, Map<Integer, Long> offsets) {
        examples.begin(partition -> offsets.containsKey(partition)
                ? OptionalLong.of(offsets.get(partition))
                : now.keeper.unseenFrom(partition));
        now.comparing = true;
    }

    private void changed(List<ModelVersion> versions, Optional<String> request, long timestamp) {
        versions.forEach(version ->
                LOG.info("version {} is {}: {}", version.getVersion(), version.getStatus(), version.getStatusReason()));
        publisher.changed(versions, request, timestamp);
    }

    @Override
    public void close() {
        LoopService.closing("the publisher", publisher::close);
        LoopService.closing("the requests", consumer::close);
        for (AutoCloseable each : owned) {
            LoopService.closing("a reader", () -> close(each));
        }
        kept.ifPresent(open -> open.comparison.close());
    }

    static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Whoever the requests go to begins from what is written. */
    private final class Handover implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // opened at the turn that follows
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            kept.ifPresent(open -> open.comparison.close());
            kept = Optional.empty();
            done.clear();
        }
    }
}
