package io.millrace.cli.alerts;

import io.millrace.cli.audit.TopicReader;
import io.millrace.cli.audit.TopicWriter;
import io.millrace.cli.process.Termination;
import io.millrace.drift.reactions.Reactions;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.Reaction;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Where a person sees the alerts of a pipeline and reacts to them. Belongs to no group and commits nothing. One thread. */
public final class AlertDesk {
    private final KafkaConnection kafka;
    private final Topics topics;
    private final SchemaRegistry registry;

    public AlertDesk(KafkaConnection kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
        this.registry = kafka.registry();
    }

    /** @throws ServiceFailure where the topics cannot be read, or the process is asked to end */
    public Episodes episodes() throws InterruptedException {
        Episodes episodes = new Episodes();
        try (Termination termination = new Termination();
                TopicReader reader = new TopicReader(kafka, termination)) {
            OwnRecords<DriftAlert> alerts = new OwnRecords<>(topics.driftAlerts(), registry);
            OwnRecords<AlertReaction> reactions = new OwnRecords<>(topics.alertReactions(), registry);
            reader.readAll(topics.driftAlerts(), at -> alerts.read(at.value()).ifPresent(episodes::alert));
            reader.readAll(topics.alertReactions(), at -> episodes.reaction(key(at), reactions.read(at.value())));
            return episodes;
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("the alerts cannot be read", e);
        }
    }

    /**
     * What a person means: an episode that there is, or a kind of drift, however it is spelled.
     *
     * @throws ServiceFailure where it is neither
     */
    public String subject(String text) throws InterruptedException {
        String kind = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(DriftKind.values()).anyMatch(known -> known.name().equals(kind)) ? kind : episode(text);
    }

    /** @throws ServiceFailure where there is no such episode */
    public String episode(String id) throws InterruptedException {
        if (!episodes().has(id)) {
            throw new ServiceFailure("there is no episode " + id + " on "
                    + topics.driftAlerts().name() + ": millrace alerts list shows them");
        }
        return id;
    }

    /** Returns once Kafka has acknowledged it. */
    public void write(AlertReaction reaction) throws InterruptedException {
        String topic = topics.alertReactions().name();
        byte[] value = AvroSerde.of(topics.alertReactions(), registry).serialize(topic, reaction);
        write(Reactions.key(reaction.getReaction(), reaction.getSubject()), value);
    }

    /** The same for one that is over. */
    public void takeBack(Reaction reaction, String subject) throws InterruptedException {
        write(Reactions.key(reaction, subject), null);
    }

    private void write(String key, byte[] value) throws InterruptedException {
        new TopicWriter(kafka).write(topics.alertReactions().name(), key, value);
    }

    private static String key(ConsumerRecord<byte[], byte[]> at) {
        return at.key() == null ? "" : new String(at.key(), StandardCharsets.UTF_8);
    }
}
