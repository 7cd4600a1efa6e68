package io.millrace.scorer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.serde.PredictionBytes;
import io.millrace.schemas.serde.VectorReader;
import io.millrace.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The scorer's loop between fakes: two features partitions, a batch of at most three, a commit every 100 ms. */
final class LoopRig {
    static final int MAX_BATCH = 3;
    static final int FULL_POLL = 20;
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Loans loans = new Loans();
    final FakeTopic features = new FakeTopic(Loans.TOPICS.features().name(), 2);
    final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    final FakeTopic.Reader consumer = features.reader().committedBy(producer);
    final FakeChampions champions = new FakeChampions();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final ShadowFeed shadows = new ShadowFeed(new ShadowMeters(registry));
    final ShadowTopics trials = new ShadowTopics(loans);
    final CanarySource canaries;
    final ScorerLoop loop;
    Instant now = START;
    /** What the clock of the machine shows, where somebody set it. */
    Optional<Instant> wall = Optional.empty();

    boolean ready;
    private final Map<Integer, Runnable> events = new HashMap<>();
    private int looks;

    LoopRig() {
        this((producer, consumer) -> new ExactlyOnceOutbox(producer, consumer::groupMetadata));
    }

    LoopRig(BiFunction<MockProducer<String, byte[]>, FakeTopic.Reader, Outbox> delivery) {
        this(delivery, Duration.ZERO, 0);
    }

    private LoopRig(
            BiFunction<MockProducer<String, byte[]>, FakeTopic.Reader, Outbox> delivery,
            Duration maxWait,
            double canary) {
        Outbox outbox = delivery.apply(producer, consumer);
        ScorerMeters meters = new ScorerMeters(registry);
        canaries = new CanarySource(
                new NewestShadow(trials.catalogue, trials.chunks(), trials.admission(), "try", meters::refused));
        Lineup lineup = new Lineup(
                ServingModel.prior(Loans.PIPELINE.label()),
                canary == 0
                        ? Optional.empty()
                        : Optional.of(new Canary(
                                canary,
                                canaries,
                                new PredictionBytes(Loans.TOPICS.predictions(), loans.registry),
                                MAX_BATCH)));
        Tally tally = new Tally();
        PredictionWriter writer = new PredictionWriter(
                outbox,
                Loans.TOPICS,
                new PredictionBytes(Loans.TOPICS.predictions(), loans.registry),
                loans.serde(Loans.TOPICS.quarantine()),
                tally);
        StageClock stages = meters.stageClock();
        VectorScorer scorer = new VectorScorer(
                lineup,
                champions,
                MAX_BATCH,
                maxWait,
                new VectorReader(loans.registry),
                writer,
                stages,
                () -> wall.orElse(now),
                maxWait.isZero() ? () -> now : this::look);
        loop = new ScorerLoop(
                Loans.TOPICS.features().name(),
                consumer,
                outbox,
                champions,
                lineup,
                scorer,
                new UncommittedWork(outbox, tally, meters, Duration.ofMillis(100), () -> now),
                shadows,
                meters,
                stages,
                FULL_POLL,
                () -> ready = true);
    }

    /** Vectors wait so long for others; each look at the time takes a millisecond. */
    static LoopRig waiting(Duration maxWait) {
        return new LoopRig(
                (producer, consumer) -> new ExactlyOnceOutbox(producer, consumer::groupMetadata), maxWait, 0);
    }

    /** A model on trial answers that share. */
    static LoopRig trying(double canary) {
        return new LoopRig(
                (producer, consumer) -> new ExactlyOnceOutbox(producer, consumer::groupMetadata),
                Duration.ZERO,
                canary);
    }

    /** The canary hears of what the models topic says by now. */
    void refreshTrials() {
        trials.catalogue.readToEnd();
        canaries.refresh();
    }

    /** Does something at that look at the time, from now on, of a rig that waits. */
    void onLook(int look, Runnable event) {
        events.put(looks + look, event);
    }

    private Instant look() {
        now = now.plusMillis(1);
        events.getOrDefault(++looks, () -> {}).run();
        return now;
    }

    /** The first turn, and the partitions that the group gives. */
    LoopRig started() {
        loop.turn();
        consumer.rebalance(List.of(features.partition(0), features.partition(1)));
        return this;
    }

    void arrive(int partition, String id, String encoder, float... values) {
        arrive(partition, id, loans.bytes(Loans.TOPICS.features(), Loans.vector(id, encoder, values)));
    }

    void arrive(int partition, FeatureVector vector) {
        arrive(partition, vector.getId(), loans.bytes(Loans.TOPICS.features(), vector));
    }

    void arrive(int partition, String id, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", id.getBytes(StandardCharsets.UTF_8));
        features.append(partition, 1_000, id, value, headers);
    }

    /** A turn that reads and scores, then one at which the commit is due. */
    void turnAndCommit() {
        loop.turn();
        now = now.plusMillis(100);
        loop.turn();
    }

    /** A model that answers A with this probability. */
    static ServingModel model(long version, String encoder, float probabilityOfA) {
        return model(version, encoder, new FakeModel(2, probabilityOfA, 1 - probabilityOfA));
    }

    static ServingModel model(long version, String encoder, ScoringModel model) {
        return new ServingModel(new Identity(version, 0, ""), encoder, 2, List.of("A", "B"), model);
    }

    List<Prediction> predictions() {
        return read(Loans.TOPICS.predictions());
    }

    List<Rejected> quarantined() {
        return read(Loans.TOPICS.quarantine());
    }

    List<ProducerRecord<String, byte[]>> messages(Topic<?> topic) {
        return producer.history().stream()
                .filter(message -> message.topic().equals(topic.name()))
                .toList();
    }

    /** Positions of each transaction, in the order of commits. */
    List<Map<TopicPartition, OffsetAndMetadata>> commits() {
        List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
        producer.consumerGroupOffsetsHistory().forEach(groups -> commits.addAll(groups.values()));
        return commits;
    }

    double counted(String name) {
        return registry.get("millrace.scorer." + name).counter().count();
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return messages(topic).stream()
                .map(message -> loans.serde(topic).deserialize(topic.name(), message.value()))
                .toList();
    }
}
