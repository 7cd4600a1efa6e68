package io.millrace.drift.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Webhook;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The webhooks of a pipeline, each a loop and a consumer group of its own, so that none waits for another. */
public final class Webhooks {
    /** An alert waits for those before it, so more at a time save nothing. */
    private static final int POLLED = 50;

    private static final int PRODUCER_PATIENCE_MILLIS = 10_000;

    private final String service;
    private final ServiceContext context;
    private final SchemaRegistry registry;
    private final InstantSource clock;
    private final RandomGenerator chance;

    private Webhooks(String service, ServiceContext context, InstantSource clock, RandomGenerator chance) {
        this.service = service;
        this.context = context;
        this.registry = context.kafka().registry();
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * @param service whose clients these are
     * @param environment holds the secrets that the definition names
     * @param chance spreads the attempts
     * @throws ServiceFailure where a secret is missing or cannot be used
     */
    public static List<Service> services(
            String service,
            ServiceContext context,
            Map<String, String> environment,
            InstantSource clock,
            RandomGenerator chance) {
        List<Webhook> webhooks = context.pipeline().alerts().webhooks();
        Webhooks made = new Webhooks(service, context, clock, chance);
        return webhooks.stream()
                .map(webhook -> made.service(webhook, Receiver.of(webhook, environment)))
                .toList();
    }

    private Service service(Webhook webhook, Receiver receiver) {
        MeterRegistry meters = context.meters();
        WebhookCounters counters = new WebhookCounters(context.pipeline().name(), webhook.name(), meters);
        return new LoopService(
                "webhook " + webhook.name(),
                Refusals.of(context, service),
                ready -> new WebhookLoop(
                        context.topics().driftAlerts().name(),
                        alerts(webhook),
                        new OwnRecords<>(context.topics().driftAlerts(), registry),
                        courier(webhook, receiver, counters),
                        ready));
    }

    private Courier courier(Webhook webhook, Receiver receiver, WebhookCounters counters) {
        return new Courier(
                context.pipeline().name(),
                webhook,
                receiver,
                Pauses.of(webhook, chance),
                new ReactionsTopic(
                        consumer(context.kafka().consumer()),
                        context.topics().alertReactions().name(),
                        new OwnRecords<>(context.topics().alertReactions(), registry)),
                undelivered(webhook),
                counters,
                clock);
    }

    private Undelivered undelivered(Webhook webhook) {
        Map<String, Object> settings = new HashMap<>(context.kafka().producer());
        settings.put("max.block.ms", PRODUCER_PATIENCE_MILLIS);
        return new Undelivered(
                webhook.name(),
                context.topics().undeliveredAlerts().name(),
                AvroSerde.of(context.topics().undeliveredAlerts(), registry),
                new MeteredProducer<>(settings, new StringSerializer(), new ByteArraySerializer(), context.meters()));
    }

    private Consumer<String, byte[]> alerts(Webhook webhook) {
        Map<String, Object> settings =
                new HashMap<>(context.kafka().consumer(context.groupOf("webhook-" + webhook.name())));
        settings.put("max.poll.records", POLLED);
        return consumer(settings);
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> settings) {
        return new MeteredConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer(), context.meters());
    }
}
