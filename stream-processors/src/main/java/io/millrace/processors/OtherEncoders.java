package io.millrace.processors;

import io.millrace.runtime.Health;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.EncoderVersion;
import io.millrace.schemas.pipeline.PipelineText;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the pipeline's own encoder on its topic and knows, from the topics, which others models need. They are read whole before
 * {@link #start} returns, so that whoever encodes then does so by all that are needed.
 */
final class OtherEncoders implements Service, Supplier<List<OtherEncoder>> {
    private static final Logger LOG = LoggerFactory.getLogger(OtherEncoders.class);

    /** The loop is not to hang longer on a broker that does not answer than whoever closes it waits. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServiceContext context;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final InstantSource clock = InstantSource.system();
    private final AtomicReference<List<OtherEncoder>> needed = new AtomicReference<>(List.of());
    private final Service loop;

    /** @param name of the service that this is part of */
    OtherEncoders(String name, ServiceContext context, SchemaRegistry registry) {
        this.context = context;
        this.registry = registry;
        this.topics = context.topics();
        this.loop = new AwaitedService(new LoopService(name, context, this::open), "which encoders are needed");
    }

    /** The encoders that are needed now beside the pipeline's own; from any thread. */
    @Override
    public List<OtherEncoder> get() {
        return needed.get();
    }

    /** @throws io.millrace.runtime.ServiceFailure where the topics cannot be read */
    @Override
    public void start() {
        loop.start();
    }

    @Override
    public Health health() {
        return loop.health();
    }

    @Override
    public void close() {
        loop.close();
    }

    private LoopService.Loop open(Runnable ready) {
        EncoderNeeds needs = new EncoderNeeds(context.pipeline());
        return new EncoderLoop(
                topics,
                new MeteredConsumer<>(
                        context.kafka().consumer(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        context.meters()),
                new OwnRecords<>(topics.encoders(), registry),
                new OwnRecords<>(topics.models(), registry),
                needs,
                () -> register(needs.own()),
                others -> {
                    needed.set(others);
                    ready.run();
                },
                clock);
    }

    /** Two instances may both do it: they write the same. */
    private void register(String fingerprint) {
        String topic = topics.encoders().name();
        EncoderVersion version = new EncoderVersion(
                fingerprint, PipelineText.of(context.pipeline()), Instant.ofEpochMilli(clock.millis()));
        byte[] value = AvroSerde.of(topics.encoders(), registry).serialize(topic, version);
        try (Producer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, fingerprint, value)).get();
            LOG.info("encoder {} is new: its definition is on {}", fingerprint, topic);
        } catch (ExecutionException e) {
            passOver(fingerprint, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** A definition larger than Kafka takes is no reason not to encode. */
    private static void passOver(String fingerprint, Throwable reason) {
        if (!(reason instanceof RecordTooLargeException)) {
            throw reason instanceof KafkaException known ? known : new KafkaException(reason);
        }
        LOG.warn(
                "encoder {} will not run beside its successors, its definition is too large: {}",
                fingerprint,
                reason.getMessage());
    }

    private Producer<String, byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(context.kafka().producer());
        settings.put("max.block.ms", PATIENCE_MILLIS);
        settings.put("delivery.timeout.ms", PATIENCE_MILLIS);
        settings.put("request.timeout.ms", PATIENCE_MILLIS / 2);
        return new MeteredProducer<>(settings, new StringSerializer(), new ByteArraySerializer(), context.meters());
    }
}
