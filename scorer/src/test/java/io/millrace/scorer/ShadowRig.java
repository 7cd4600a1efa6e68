package io.millrace.scorer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The loop of shadows between fakes: batches of at most three, a tenth of a core, models that answer A with 0.7. */
final class ShadowRig {
    static final double BUDGET = 0.1;

    final Loans loans;
    final ShadowTopics topics;
    final MockProducer<String, byte[]> producer;
    final ShadowFeed feed;
    final ShadowLoop loop;
    Instant now = LoopRig.START;
    boolean ready;
    private final SimpleMeterRegistry registry;

    ShadowRig() {
        this(true);
    }

    private ShadowRig(boolean answered) {
        this(new Loans(), new SimpleMeterRegistry(), answered);
    }

    private ShadowRig(Loans loans, SimpleMeterRegistry registry, boolean answered) {
        this(loans, registry, new ShadowFeed(new ShadowMeters(registry)), answered);
    }

    private ShadowRig(Loans loans, SimpleMeterRegistry registry, ShadowFeed feed, boolean answered) {
        this.loans = loans;
        this.topics = new ShadowTopics(loans);
        this.registry = registry;
        this.feed = feed;
        this.producer = new MockProducer<>(answered, null, new StringSerializer(), new ByteArraySerializer());
        ShadowMeters meters = new ShadowMeters(registry);
        loop = new ShadowLoop(
                feed,
                new ShadowSource(topics.reader, topics.catalogue, topics.chunks(), topics.admission(), meters),
                new ShadowScorer(
                        Loans.TOPICS.shadowPredictions(),
                        producer,
                        loans.registry,
                        ServingModel.prior(Loans.PIPELINE.label()),
                        LoopRig.MAX_BATCH,
                        () -> now,
                        meters),
                new CoreShare(BUDGET, () -> now),
                meters,
                () -> now,
                () -> ready = true);
    }

    /** The shadow of what that champion answers. */
    static ShadowRig of(LoopRig champion) {
        return new ShadowRig(champion.loans, champion.registry, champion.shadows, true);
    }

    /** Kafka answers what it is sent when the test says so. */
    static ShadowRig unanswered() {
        return new ShadowRig(false);
    }

    /** A turn that looks at the models topic too. */
    void lookAndTurn() {
        now = now.plusSeconds(1);
        loop.turn();
    }

    /** One poll of vectors of the encoder. */
    ConsumerRecords<String, byte[]> polled(String... ids) {
        return polled(
                Stream.of(ids).map(id -> Loans.vector(id, Loans.ENCODER, 1, 2)).toList());
    }

    ConsumerRecords<String, byte[]> polled(List<FeatureVector> vectors) {
        FakeTopic features = new FakeTopic(Loans.TOPICS.features().name(), 1);
        vectors.forEach(vector -> features.append(vector.getId(), loans.bytes(Loans.TOPICS.features(), vector)));
        FakeTopic.Reader reader = features.reader();
        reader.assign(List.of(features.partition(0)));
        reader.seekToBeginning(List.of(features.partition(0)));
        return reader.poll(Duration.ZERO);
    }

    List<Prediction> predictions() {
        return producer.history().stream()
                .map(message ->
                        loans.serde(Loans.TOPICS.shadowPredictions()).deserialize(message.topic(), message.value()))
                .toList();
    }

    double counted(String name) {
        return registry.get("millrace.scorer.shadow." + name).counter().count();
    }
}
