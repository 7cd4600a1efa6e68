package io.millrace.trainer;

import io.millrace.runtime.CompactedTopic;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.ModelLife;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.life.Keeper;
import io.millrace.trainer.life.Life;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the topics of models, revisions and model lives hold, whole and then what is new of the first two. One thread. */
final class ModelShelf {
    private final Consumer<String, byte[]> consumer;
    private final TopicPartition models;
    private final TopicPartition revisions;
    private final TopicPartition lives;
    private final OwnRecords<ModelVersion> versions;
    private final OwnRecords<ModelRevision> renewals;
    private final OwnRecords<ModelLife> states;
    private final Map<Long, ModelRevision> latest = new TreeMap<>();

    /** @param consumer without a group; closed by whoever made it */
    ModelShelf(
            Topics topics,
            Consumer<String, byte[]> consumer,
            OwnRecords<ModelVersion> versions,
            OwnRecords<ModelRevision> renewals,
            OwnRecords<ModelLife> states) {
        this.consumer = consumer;
        this.models = new TopicPartition(topics.models().name(), 0);
        this.revisions = new TopicPartition(topics.modelRevisions().name(), 0);
        this.lives = new TopicPartition(topics.modelLives().name(), 0);
        this.versions = versions;
        this.renewals = renewals;
        this.states = states;
    }

    /**
     * Fills a keeper that knows nothing with all there is. Where no life was kept of the champion that serves (another version of Millrace made it that), one begins.
     *
     * @return the life as it was kept, with its offsets
     */
    Optional<ModelLife> fill(Keeper keeper) {
        Map<String, ModelLife> kept = new HashMap<>();
        begin(lives);
        CompactedTopic.readToEnd(
                consumer, lives, at -> states.read(at.value()).ifPresent(state -> kept.put(at.key(), state)));
        Map<String, ModelVersion> newest = new HashMap<>();
        begin(revisions);
        CompactedTopic.readToEnd(consumer, revisions, this::renewal);
        long renewed = consumer.position(revisions);
        begin(models);
        CompactedTopic.readToEnd(
                consumer, models, at -> versions.read(at.value()).ifPresent(version -> newest.put(at.key(), version)));
        long known = consumer.position(models);
        consumer.assign(List.of(models, revisions));
        consumer.seek(models, known);
        consumer.seek(revisions, renewed);
        Optional<ModelVersion> champion = Optional.ofNullable(newest.remove(Topics.CHAMPION));
        newest.values().forEach(keeper::know);
        champion.ifPresent(keeper::know);
        long serves = champion.map(ModelVersion::getVersion).orElse(0L);
        Optional<ModelLife> life =
                Optional.ofNullable(kept.get(LifeRecord.KEY)).filter(state -> state.getChampion() == serves);
        keeper.resume(life.map(LifeRecord::life).orElseGet(() -> Life.of(serves)));
        return life;
    }

    /**
     * Shows the keeper the versions that are new.
     *
     * @return Kafka timestamp of the latest candidate among them
     */
    OptionalLong poll(Keeper keeper, Duration wait) {
        OptionalLong timestamp = OptionalLong.empty();
        for (ConsumerRecord<String, byte[]> at : consumer.poll(wait)) {
            if (at.topic().equals(revisions.topic())) {
                renewal(at);
            } else if (knows(keeper, at)) {
                timestamp = OptionalLong.of(at.timestamp());
            }
        }
        return timestamp;
    }

    /** Shows it a version; whether that is a candidate. */
    private boolean knows(Keeper keeper, ConsumerRecord<String, byte[]> at) {
        Optional<ModelVersion> version = versions.read(at.value()).filter(any -> !Topics.CHAMPION.equals(at.key()));
        version.ifPresent(keeper::know);
        return version.filter(any -> any.getStatus() == ModelStatus.CANDIDATE).isPresent();
    }

    private void renewal(ConsumerRecord<String, byte[]> at) {
        renewals.read(at.value()).ifPresent(revision -> latest.put(revision.getVersion(), revision));
    }

    /** Revisions that have come since they were last taken out of here, the latest of each version. */
    Collection<ModelRevision> revisions() {
        return latest.values();
    }

    private void begin(TopicPartition partition) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }
}
