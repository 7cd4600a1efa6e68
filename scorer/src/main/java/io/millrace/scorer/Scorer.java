package io.millrace.scorer;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.millrace.runtime.Health;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.Route;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.PredictionBytes;
import io.millrace.schemas.serde.RegistryUnavailable;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.VectorReader;
import io.millrace.schemas.topics.Topics;
import io.millrace.scorer.inference.InferenceRoutes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service that turns feature vectors into predictions with the champion. */
public final class Scorer implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);
    private static final String NAME = "scorer";
    /** Fewer records per poll than this save nothing. */
    private static final int SMALLEST_POLL = 500;

    private static final int BATCHES_WAITING = 16;

    private static final int PRODUCER_PATIENCE_MILLIS = 10_000;
    /** What a poll brought is sent in one go: who waits longer gathers no more of it, and keeps its readers waiting. */
    private static final int LINGER_MILLIS = 1;

    /** For how long something takes: the clock of the machine may be set back by an hour, and then nothing would be due for so long. */
    private static final InstantSource STEADY = () -> Instant.EPOCH.plusNanos(System.nanoTime());

    private final PipelineDefinition pipeline;
    private final Topics topics;
    private final ServiceContext context;
    private final SchemaRegistry registry;
    private final ModelSources models;
    private final ScorerMeters meters;
    private final ScorerStatus status = new ScorerStatus();
    private final LoopService loop;
    private final Inquiries inquiries;
    private final LoopService inference;
    private final InferenceRoutes routes;
    private final ShadowMeters shadowMeters;
    private final ShadowFeed shadowFeed;
    private final Optional<LoopService> shadows;
    private final AtomicReference<ScoringDevice> device = new AtomicReference<>();
    private final ExecutorService repliers = Executors.newFixedThreadPool(2, Scorer::replier);

    private Scorer(ServiceContext context) {
        this.context = context;
        this.pipeline = context.pipeline();
        this.topics = context.topics();
        this.registry = context.kafka().registry();
        this.models = new ModelSources(context, device::get, STEADY);
        this.meters = new ScorerMeters(context.meters());
        this.loop = new LoopService(NAME, context, this::open);
        this.inquiries = new Inquiries(BATCHES_WAITING
                * Math.max(
                        pipeline.scoring().maxBatch(),
                        pipeline.scoring().inference().maxRows()));
        this.inference = new LoopService("inference", Refusals.of(context, NAME), this::openInference);
        this.routes = new InferenceRoutes(pipeline, inquiries, inference::health, context.meters(), repliers);
        this.shadowMeters = new ShadowMeters(context.meters());
        this.shadowFeed = new ShadowFeed(shadowMeters);
        this.shadows = pipeline.scoring().shadows().enabled()
                ? Optional.of(new LoopService("shadows", Refusals.of(context, NAME), this::openShadows))
                : Optional.empty();
    }

    /** A scorer for the pipeline of that context. Several share the features partitions by their consumer group. */
    public static Service service(ServiceContext context) {
        return new Scorer(context);
    }

    @Override
    public void start() {
        ScorerEngine.load();
        device.set(chosen());
        loop.start();
        inference.start();
        shadows.ifPresent(LoopService::start);
    }

    private ScoringDevice chosen() {
        ScoringDevice chosen = ScoringDevice.choose(pipeline.scoring().device(), new OnnxGpus());
        LOG.info("models run on {} ({})", chosen.onnx(), chosen.choice());
        meters.runsOn(chosen.onnx());
        return chosen;
    }

    @Override
    public Health health() {
        Health answers = inference.health();
        return answers.isFailed() ? answers : status.of(withShadows(loop.health()));
    }

    /** Predictions go on without shadows. */
    private Health withShadows(Health own) {
        return shadows.map(LoopService::health)
                .filter(shadow -> own.isReady() && shadow.isFailed())
                .map(shadow -> new Health(Health.State.READY, "ready, but " + shadow.reason()))
                .orElse(own);
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public void close() {
        inquiries.close();
        inference.close();
        loop.close();
        shadows.ifPresent(LoopService::close);
        repliers.shutdown();
    }

    /**
     * An incarnation, made of nothing but what Kafka holds.
     *
     * @throws RegistryUnavailable before it takes partitions from those that know all schemas already
     */
    private LoopService.Loop open(Runnable ready) {
        status.noTrouble();
        registry.idOf(topics.predictions().name(), Prediction.getClassSchema());
        int maxBatch = pipeline.scoring().maxBatch();
        int fullPoll = Math.max(SMALLEST_POLL, maxBatch);
        Consumer<String, byte[]> consumer = featuresConsumer(fullPoll);
        Outbox outbox = outbox(consumer);
        Champions champions =
                models.champions(meters, status, pipeline.scoring().canary() > 0);
        Lineup lineup = new Lineup(
                ServingModel.prior(pipeline.label()), champions.canaries().map(this::canary));
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
                        InstantSource.system(),
                        STEADY),
                new UncommittedWork(outbox, tally, meters, pipeline.scoring().commitEvery(), STEADY),
                shadowFeed,
                meters,
                stages,
                fullPoll,
                ready);
    }

    private Canary canary(CanarySource source) {
        return new Canary(
                pipeline.scoring().canary(),
                source,
                new PredictionBytes(topics.predictions(), registry),
                pipeline.scoring().maxBatch());
    }

    private LoopService.Loop openInference(Runnable ready) {
        int maxBatch = pipeline.scoring().maxBatch();
        // what becomes of models is told by the loop of predictions
        ScorerMeters untold = new ScorerMeters(new CompositeMeterRegistry());
        return new InferenceLoop(
                inquiries,
                models.champions(untold, new ScorerStatus(), false),
                new Lineup(ServingModel.prior(pipeline.label())),
                maxBatch,
                ready);
    }

    private LoopService.Loop openShadows(Runnable ready) {
        return new ShadowLoop(
                shadowFeed,
                models.shadows(shadowMeters),
                new ShadowScorer(
                        topics.shadowPredictions(),
                        producer(context.kafka().producer()),
                        context.kafka().registry(), // its first question is not to keep the champion's waiting
                        ServingModel.prior(pipeline.label()),
                        pipeline.scoring().maxBatch(),
                        InstantSource.system(),
                        shadowMeters),
                new CoreShare(pipeline.scoring().shadows().budget(), STEADY),
                shadowMeters,
                STEADY,
                ready);
    }

    private static Thread replier(Runnable work) {
        Thread thread = new Thread(work, "inference-replies");
        thread.setDaemon(true);
        return thread;
    }

    private Consumer<String, byte[]> featuresConsumer(int maxPollRecords) {
        Map<String, Object> settings = new HashMap<>(context.kafka().consumer(context.groupOf(NAME)));
        settings.put("max.poll.records", maxPollRecords);
        return new MeteredConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer(), context.meters());
    }

    private Outbox outbox(Consumer<String, byte[]> consumer) {
        KafkaConnection kafka = context.kafka();
        return pipeline.delivery() == Delivery.EXACTLY_ONCE
                ? new ExactlyOnceOutbox(
                        producer(kafka.producer(context.groupOf(NAME) + "-" + context.instance())),
                        consumer::groupMetadata)
                : new AtLeastOnceOutbox(producer(kafka.producer()), consumer);
    }

    private Producer<String, byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> impatient = new HashMap<>(settings);
        impatient.put("max.block.ms", PRODUCER_PATIENCE_MILLIS);
        impatient.put("linger.ms", LINGER_MILLIS);
        return new MeteredProducer<>(impatient, new StringSerializer(), new ByteArraySerializer(), context.meters());
    }
}
