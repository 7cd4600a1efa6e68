package io.millrace.drift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.drift.reactions.Reactions;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.Reaction;
import io.millrace.schemas.UndeliveredAlert;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Webhook;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The loop of one webhook on topics in memory, under a clock that stands still unless it is moved. */
final class WebhookDriver implements AutoCloseable {
    static final String SECRET = "a secret that nobody else knows";

    private static final int MOST_TURNS = 20_000;

    private final PipelineDefinition pipeline;
    private final Webhook webhook;
    private final Topics topics;
    private final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());
    private final FakeTopic alerts;
    private final FakeTopic reactions;
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Alerts.NOON;
    private WebhookLoop loop;

    /** @param settings more keys of the webhook, each behind a comma */
    WebhookDriver(String url, String settings) {
        pipeline = PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [granted, refused]}
                columns: [{name: salary, type: numeric}]
                alerts: {webhooks: [{name: pager, url: "%s", secretVariable: PAGER_SECRET%s}]}
                """.formatted(url, settings), "loans.yaml");
        webhook = pipeline.alerts().webhooks().get(0);
        topics = Topics.of(pipeline);
        alerts = new FakeTopic(topics.driftAlerts().name());
        reactions = new FakeTopic(topics.alertReactions().name());
    }

    WebhookDriver start() {
        OwnRecords<AlertReaction> read = new OwnRecords<>(topics.alertReactions(), registry);
        Courier courier = new Courier(
                pipeline.name(),
                webhook,
                Receiver.of(webhook, Map.of("PAGER_SECRET", SECRET)),
                Pauses.of(webhook, new Random(1)),
                new ReactionsTopic(reactions.reader(), topics.alertReactions().name(), read),
                new Undelivered(
                        webhook.name(),
                        topics.undeliveredAlerts().name(),
                        AvroSerde.of(topics.undeliveredAlerts(), registry),
                        producer),
                new WebhookCounters(pipeline.name(), webhook.name(), meters),
                () -> now);
        OwnRecords<DriftAlert> own = new OwnRecords<>(topics.driftAlerts(), registry);
        loop = new WebhookLoop(topics.driftAlerts().name(), alerts.reader(), own, courier, () -> {});
        turn();
        return this;
    }

    void alert(DriftAlert alert) {
        byte[] value = AvroSerde.of(topics.driftAlerts(), registry)
                .serialize(topics.driftAlerts().name(), alert);
        alerts.append(alert.getEpisode(), value);
    }

    void garbage() {
        alerts.append("drift-0", new byte[] {1, 2, 3});
    }

    void mute(String subject, Duration length) {
        AlertReaction mute = AlertReaction.newBuilder()
                .setReaction(Reaction.MUTE)
                .setSubject(subject)
                .setUntil(now.plus(length))
                .setBy("ann")
                .setAt(now)
                .build();
        byte[] value = AvroSerde.of(topics.alertReactions(), registry)
                .serialize(topics.alertReactions().name(), mute);
        reactions.append(Reactions.key(Reaction.MUTE, subject), value);
    }

    void turn() {
        loop.turn();
    }

    /** Turns until that holds; the receiver answers in threads of its own. */
    void turnUntil(BooleanSupplier holds) {
        for (int i = 0; i < MOST_TURNS && !holds.getAsBoolean(); i++) {
            turn();
            Thread.onSpinWait();
            pause();
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    long committed() {
        return alerts.committed();
    }

    double counted(String what) {
        return meters.get("millrace.webhook." + what).counter().count();
    }

    double failing() {
        return meters.get("millrace.webhook.failing").gauge().value();
    }

    List<UndeliveredAlert> undelivered() {
        AvroSerde<UndeliveredAlert> serde = AvroSerde.of(topics.undeliveredAlerts(), registry);
        return producer.history().stream()
                .map(record -> serde.deserialize(record.topic(), record.value()))
                .toList();
    }

    @Override
    public void close() {
        loop.close();
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
