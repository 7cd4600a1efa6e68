package io.millrace.trainer;

import io.micrometer.core.instrument.Counter;
import io.millrace.runtime.CompactedTopic;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.LearnerState;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from each example as it comes. What is learnt is proposed as a candidate; once that version serves or is compared, it is renewed by revisions. Of all
 * trainers only the one that the models topic is assigned to learns.
 *
 * <p>What is known and how far was read are written in one transaction, so that after a crash the learner goes on as if nothing had happened.
 */
final class OnlineLoop implements LoopService.Loop {
    static final String LEARNT = "millrace.trainer.learnt";

    private static final Logger LOG = LoggerFactory.getLogger(OnlineLoop.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BRIEFLY = Duration.ofMillis(5);

    private final Consumer<String, byte[]> consumer;
    private final Consumer<String, byte[]> reader;
    private final Topics topics;
    private final OwnRecords<ModelVersion> versionRecords;
    private final OwnRecords<LearnerState> stateRecords;
    private final LiveExamples examples;
    private final OnlinePublisher publisher;
    private final PipelineDefinition pipeline;
    private final InstantSource clock;
    private final Counter learnt;
    private final Runnable ready;
    private final List<AutoCloseable> owned;
    private Optional<Learning> learning = Optional.empty();

    /**
     * @param consumer of a group of its own, subscribed to nothing yet
     * @param reader without a group
     * @param owned closed with the loop, last
     * @param ready to be called once the loop does its work, or stands by for another trainer
     */
    OnlineLoop(
            Consumer<String, byte[]> consumer,
            Consumer<String, byte[]> reader,
            Topics topics,
            OwnRecords<ModelVersion> versionRecords,
            OwnRecords<LearnerState> stateRecords,
            LiveExamples examples,
            OnlinePublisher publisher,
            PipelineDefinition pipeline,
            InstantSource clock,
            Counter learnt,
            Runnable ready,
            List<AutoCloseable> owned) {
        this.consumer = consumer;
        this.reader = reader;
        this.topics = topics;
        this.versionRecords = versionRecords;
        this.stateRecords = stateRecords;
        this.examples = examples;
        this.publisher = publisher;
        this.pipeline = pipeline;
        this.clock = clock;
        this.learnt = learnt;
        this.ready = ready;
        this.owned = List.copyOf(owned);
        consumer.subscribe(List.of(topics.models().name()), new Handover());
    }

    @Override
    public void turn() {
        consumer.poll(learning.isPresent() ? BRIEFLY : POLL); // says who learns; what is new is read by the reader
        if (!consumer.assignment().isEmpty()) {
            learn(learning.orElseGet(this::open));
        }
        ready.run();
    }

    /** Comes after what another trainer had in hand: positions are given out once its transaction has ended. */
    private Learning open() {
        positions();
        Map<String, LearnerState> latest = new HashMap<>();
        read(
                topics.learnerStates(),
                at -> stateRecords.read(at.value()).ifPresent(piece -> latest.put(at.key(), piece)));
        Learning opened = new Learning(
                pipeline, publisher, Draft.Name::random, LearnerPieces.join(latest.values()), clock.millis());
        read(topics.models(), at -> see(opened, at));
        examples.resume(opened.progress().offsets());
        LOG.info("learns online, from example {} on", opened.progress().learnt() + 1);
        learning = Optional.of(opened);
        return opened;
    }

    private void read(Topic<?> topic, java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        reader.assign(List.of(partition));
        reader.seekToBeginning(List.of(partition));
        CompactedTopic.readToEnd(reader, partition, each);
    }

    private void see(Learning now, ConsumerRecord<String, byte[]> at) {
        if (!Topics.CHAMPION.equals(at.key())) {
            versionRecords.read(at.value()).ifPresent(now.versions()::see);
        }
    }

    private void learn(Learning now) {
        reader.poll(Duration.ZERO).forEach(at -> see(now, at));
        for (Comparison.Placed placed : examples.poll(POLL)) {
            if (now.progress().read(placed)) {
                learnt.increment();
            }
        }
        long millis = clock.millis();
        if (now.isDue(millis)) {
            now.write(millis);
            publisher.commit(positions(), consumer.groupMetadata());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        consumer.assignment().forEach(at -> positions.put(at, new OffsetAndMetadata(consumer.position(at))));
        return positions;
    }

    @Override
    public void close() {
        LoopService.closing("the publisher", publisher::close);
        LoopService.closing("the models", consumer::close);
        for (AutoCloseable each : owned) {
            LoopService.closing("a reader", () -> LifeLoop.close(each));
        }
    }

    /** Whoever the topic goes to begins from what is written. */
    private final class Handover implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // opened at the turn that follows
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            learning = Optional.empty();
        }
    }
}
