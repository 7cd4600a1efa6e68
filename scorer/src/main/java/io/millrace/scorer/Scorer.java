package io.millrace.scorer;

import io.millrace.runtime.Health;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.pipeline.Scoring;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.PredictionBytes;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.VectorReader;
import io.millrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The service that turns feature vectors into predictions with the champion. */
public final class Scorer implements Service {
    private static final String NAME = "scorer";
    /** Fewer records per poll than this save nothing. */
    private static final int SMALLEST_POLL = 500;

    private static final int PRODUCER_PATIENCE_MILLIS = 10_000;

    private final PipelineDefinition pipeline;
    private final Topics topics;
    private final ServiceContext context;
    private final SchemaRegistry registry;
    private final ScorerMeters meters;
    private final ScorerStatus status = new ScorerStatus();
    private final InstantSource clock = InstantSource.system();
    private final LoopService loop;

    private Scorer(ServiceContext context) {
        this.context = context;
        this.pipeline = context.pipeline();
        this.topics = context.topics();
        this.registry = context.kafka().registry();
        this.meters = new ScorerMeters(context.meters());
        this.loop = new LoopService(NAME, context, this::open);
    }

    /** A scorer for the pipeline of that context. Several share the features partitions by their consumer group. */
    public static Service service(ServiceContext context) {
        return new Scorer(context);
    }

    @Override
    public void start() {
        ScorerEngine.load();
        loop.start();
    }

    @Override
    public Health health() {
        return status.of(loop.health());
    }

    @Override
    public void close() {
        loop.close();
    }

    /** An incarnation, made of nothing but what Kafka holds. */
    private LoopService.Loop open(Runnable ready) {
        status.noTrouble();
        int maxBatch = pipeline.scoring().maxBatch();
        Consumer<String, byte[]> consumer = featuresConsumer(Math.max(SMALLEST_POLL, maxBatch));
        Outbox outbox = outbox(consumer);
        Champions champions = champions(maxBatch);
        Lineup lineup = new Lineup(ServingModel.prior(pipeline.label()));
        Tally tally = new Tally();
        PredictionWriter writer = new PredictionWriter(
                outbox,
                topics,
                new PredictionBytes(topics.predictions(), registry),
                AvroSerde.of(topics.quarantine(), registry),
                tally);
        StageClock stages = meters.stageClock();
        return new ScorerLoop(
                topics.features().name(),
                consumer,
                outbox,
                champions,
                lineup,
                new VectorScorer(
                        lineup,
                        champions,
                        maxBatch,
                        pipeline.scoring().maxWait(),
                        new VectorReader(registry),
                        writer,
                        stages,
                        clock),
                new UncommittedWork(outbox, tally, meters, pipeline.scoring().commitEvery(), clock),
                meters,
                stages,
                ready);
    }

    private Champions champions(int maxBatch) {
        Consumer<String, byte[]> consumer = consumer(context.kafka().consumer());
        ChampionSource source = new ChampionSource(
                new ModelCatalogue(consumer, topics.models().name(), AvroSerde.of(topics.models(), registry)),
                new ModelChunks(
                        () -> consumer(context.kafka().consumer()),
                        topics.modelChunks().name(),
                        AvroSerde.of(topics.modelChunks(), registry)),
                new ModelAdmission(pipeline.label().classes(), maxBatch, opener(), ModelAdmission.PATIENCE),
                meters,
                status,
                clock);
        return new ChampionFollower(source, consumer);
    }

    private ModelOpener opener() {
        return pipeline.scoring().engine() == Scoring.Engine.DJL
                ? DjlModel.in(context.stateDirectory().resolve("models"))
                : DirectModel::open;
    }

    private Consumer<String, byte[]> featuresConsumer(int maxPollRecords) {
        Map<String, Object> settings = new HashMap<>(context.kafka().consumer(context.groupOf(NAME)));
        settings.put("max.poll.records", maxPollRecords);
        return consumer(settings);
    }

    private Outbox outbox(Consumer<String, byte[]> consumer) {
        KafkaConnection kafka = context.kafka();
        return pipeline.delivery() == Delivery.EXACTLY_ONCE
                ? new ExactlyOnceOutbox(
                        producer(kafka.producer(context.groupOf(NAME) + "-" + context.instance())),
                        consumer::groupMetadata)
                : new AtLeastOnceOutbox(producer(kafka.producer()), consumer);
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> settings) {
        return new MeteredConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer(), context.meters());
    }

    private Producer<String, byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> impatient = new HashMap<>(settings);
        impatient.put("max.block.ms", PRODUCER_PATIENCE_MILLIS);
        return new MeteredProducer<>(impatient, new StringSerializer(), new ByteArraySerializer(), context.meters());
    }
}
