package io.millrace.trainer;

import io.micrometer.core.instrument.Counter;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.runtime.CompactedTopic;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.LearnerState;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.Online;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.ImportedCandidate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
    /** A revision is loaded by every scorer: however fast examples come, they are not asked more often. */
    private static final long LEAST_MILLIS = 5_000;

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

    /** What the one that learns holds while it is that. */
    private static final class Learning {
        private final OnlineProgress progress;
        private final OnlineVersions versions = new OnlineVersions();
        private Optional<Draft> draft = Optional.empty();
        private long writtenAt;
        private long writtenLearnt;

        private Learning(OnlineProgress progress, long now) {
            this.progress = progress;
            this.writtenAt = now;
            this.writtenLearnt = progress.learnt();
        }
    }

    /**
     * What was known a while ago, to be judged by the examples that have come since.
     *
     * @param since Kafka timestamp, later than that of every example it has learnt
     */
    private record Draft(ModelBytes bytes, long since, long learnt) {}

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
        Learning opened = new Learning(new OnlineProgress(pipeline), clock.millis());
        Map<String, LearnerState> latest = new HashMap<>();
        read(
                topics.learnerStates(),
                at -> stateRecords.read(at.value()).ifPresent(piece -> latest.put(at.key(), piece)));
        read(topics.models(), at -> see(opened, at));
        LearnerPieces.join(latest.values()).ifPresent(opened.progress::resume);
        opened.writtenLearnt = opened.progress.learnt();
        examples.resume(opened.progress.offsets());
        LOG.info("learns online, from example {} on", opened.progress.learnt() + 1);
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
            versionRecords.read(at.value()).ifPresent(now.versions::see);
        }
    }

    private void learn(Learning now) {
        reader.poll(Duration.ZERO).forEach(at -> see(now, at));
        for (Comparison.Placed placed : examples.poll(POLL)) {
            if (now.progress.read(placed)) {
                learnt.increment();
            }
        }
        long millis = clock.millis();
        long since = millis - now.writtenAt;
        long more = now.progress.learnt() - now.writtenLearnt;
        Online rules = pipeline.training().online();
        boolean due =
                more >= rules.every() || more > 0 && since >= rules.everyTime().toMillis();
        if (more < 0) { // it has begun anew
            now.draft = Optional.empty();
            write(now, millis);
        } else if (due && since >= LEAST_MILLIS || more > 0 && hasBegunToAnswer(now)) {
            write(now, millis);
        }
    }

    /** Its version is compared or serves with what was known when it was proposed; that is long ago. */
    private static boolean hasBegunToAnswer(Learning now) {
        return now.progress.revision() == 0
                && now.progress
                        .request()
                        .flatMap(now.versions::of)
                        .filter(OnlineVersions.Seen::isLive)
                        .isPresent();
    }

    private void write(Learning now, long millis) {
        if (now.progress.learnt() > 0) {
            Optional<OnlineVersions.Seen> version = now.progress.request().flatMap(now.versions::of);
            if (version.isPresent() && version.get().isLive()) {
                now.draft = Optional.empty();
                revise(now.progress, version.get(), millis);
            } else if (version.map(OnlineVersions.Seen::isOver)
                    .orElse(now.progress.request().isEmpty())) {
                propose(now, millis);
            }
        }
        publisher.state(now.progress.pieces(), millis);
        publisher.commit(positions(), consumer.groupMetadata());
        now.writtenAt = millis;
        now.writtenLearnt = now.progress.learnt();
    }

    private Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        consumer.assignment().forEach(at -> positions.put(at, new OffsetAndMetadata(consumer.position(at))));
        return positions;
    }

    /** One after the other: the bytes of the one before stay until its successor is taken up. */
    private void revise(OnlineProgress progress, OnlineVersions.Seen version, long millis) {
        boolean wanted = progress.revision() == 0 || progress.learner().answersOtherwise();
        if (version.revision() != progress.revision() || !wanted) {
            return;
        }
        ModelBytes bytes = progress.learner().model();
        progress.revised();
        progress.learner().tell();
        publisher.revision(
                new ModelRevision(
                        version.version(),
                        progress.revision(),
                        bytes.sha256(),
                        (long) bytes.size(),
                        bytes.chunks(),
                        Instant.ofEpochMilli(millis),
                        probes(progress, bytes),
                        progress.ranges(),
                        progress.learnt()),
                bytes);
        LOG.info(String.format(
                Locale.ROOT,
                "version %d, revision %d: %d examples learnt, %.4f of the latest were answered rightly before",
                version.version(),
                progress.revision(),
                progress.learnt(),
                progress.learner().accuracy()));
    }

    private static List<Probe> probes(OnlineProgress progress, ModelBytes bytes) {
        try (OnnxModel model = new OnnxModel(bytes.toArray())) {
            return Contest.probes(model, progress.learner().recent());
        }
    }

    /** What was learnt is judged on examples that came after, as every candidate is. While another is on trial there is no room for it. */
    private void propose(Learning now, long millis) {
        long least = pipeline.training().minExamples();
        long since =
                now.draft.map(draft -> now.progress.learnt() - draft.learnt()).orElse(Long.MAX_VALUE);
        if (now.progress.learnt() < least || since < least) {
            return;
        }
        if (now.draft.isEmpty() || now.versions.isTrial()) {
            now.draft = Optional.of(new Draft(
                    now.progress.learner().model(), now.progress.latestTimestamp() + 1, now.progress.learnt()));
            LOG.info("{} examples are learnt and will be judged by the next {}", now.progress.learnt(), least);
            return;
        }
        RetrainRequest request = request(now.draft.get(), millis);
        publisher.proposal(request, now.draft.get().bytes());
        now.progress.proposed(request.getRequest());
        now.draft = Optional.empty();
        LOG.info("request {}: {}", request.getRequest(), request.getMessage());
    }

    private RetrainRequest request(Draft draft, long millis) {
        ModelBytes bytes = draft.bytes();
        String name = pipeline.training().online().learner().name().toLowerCase(Locale.ROOT);
        ImportedModel model = new ImportedModel(
                UUID.randomUUID().getMostSignificantBits() >>> 1,
                name,
                "the online learner",
                bytes.sha256(),
                (long) bytes.size(),
                bytes.chunks(),
                ImportedCandidate.ONLINE);
        return new RetrainRequest(
                UUID.randomUUID().toString(),
                RetrainCause.SCHEDULE,
                null,
                Instant.ofEpochMilli(draft.since()),
                pipeline.training().minExamples(),
                pipeline.training().window(),
                Instant.ofEpochMilli(millis),
                "what the online learner (%s) has learnt from %d examples is judged on those since"
                        .formatted(name, draft.learnt()),
                model);
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
