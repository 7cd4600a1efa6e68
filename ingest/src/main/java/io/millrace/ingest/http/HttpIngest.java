package io.millrace.ingest.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.runtime.Call;
import io.millrace.runtime.Health;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.Refusal;
import io.millrace.runtime.Reply;
import io.millrace.runtime.Route;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records and labels over HTTP to their topics, and answers when Kafka has acknowledged them. Answers 503 before it is ready
 * and once it is closed.
 */
public final class HttpIngest implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(HttpIngest.class);
    private static final String PIPELINE = "pipeline";
    private static final String BASE = "/v1/pipelines/{" + PIPELINE + "}/";
    private static final int MOST_WAITING = 256;
    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration CLOSING = Duration.ofSeconds(8);

    private final PipelineDefinition pipeline;
    private final HttpIngestSettings settings;
    private final Producer<String, byte[]> producer;
    private final RateLimit rate;
    private final Intake intake;
    private final OpenApi document;
    private final ThreadPoolExecutor workers;
    /** Apart from the workers, who may have to wait for Kafka. */
    private final ExecutorService repliers = Executors.newFixedThreadPool(2, HttpIngest::thread);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread opening = new Thread(this::open, "ingest-http-start");
    private volatile Health health = Health.starting("ingest looks for its topics");

    HttpIngest(
            PipelineDefinition pipeline,
            SchemaRegistry registry,
            Producer<String, byte[]> producer,
            HttpIngestSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.producer = producer;
        this.rate = new RateLimit(settings.rate(), clock);
        this.document = new OpenApi(pipeline, settings);
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.workers = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), HttpIngest::thread);
        InFlight inFlight = new InFlight(settings.maxInFlight());
        this.intake = new Intake(
                pipeline,
                registry,
                producer,
                settings,
                inFlight,
                rate,
                new HttpIngestMeters(meters, inFlight),
                clock,
                repliers);
    }

    /** With the usual settings. */
    public static Service service(ServiceContext context) {
        return service(context, HttpIngestSettings.USUAL);
    }

    /** @throws io.millrace.runtime.ServiceFailure where the pipeline's columns cannot be written */
    public static Service service(ServiceContext context, HttpIngestSettings settings) {
        Producer<String, byte[]> producer = new MeteredProducer<>(
                producer(context, settings), new StringSerializer(), new ByteArraySerializer(), context.meters());
        try {
            return new HttpIngest(
                    context.pipeline(),
                    context.kafka().registry(),
                    producer,
                    settings,
                    context.meters(),
                    InstantSource.system());
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public void start() {
        opening.start();
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(BASE + Kind.RECORDS, settings.maxBodyBytes(), call -> answer(Kind.RECORDS, call)),
                Route.post(BASE + Kind.LABELS, settings.maxBodyBytes(), call -> answer(Kind.LABELS, call)),
                Route.get(
                        OpenApi.PATH,
                        Route.Access.TRUSTED,
                        call -> CompletableFuture.completedFuture(Reply.json(200, document.json()))));
    }

    /** Waits for what Kafka is to acknowledge still. */
    @Override
    public void close() {
        closing.countDown();
        health = Health.starting("ingest is stopping");
        workers.shutdown();
        producer.close(CLOSING);
        repliers.shutdown();
    }

    private CompletionStage<Reply> answer(Kind kind, Call call) {
        String asked = call.parameter(PIPELINE);
        if (!asked.equals(pipeline.name())) {
            throw new Refusal(404, "no pipeline " + asked + " is served here: " + pipeline.name() + " is");
        }
        Health now = health;
        if (!now.isReady()) {
            throw new Refusal(503, now.reason());
        }
        rate.check(call.client());
        return inWorker(() -> intake.answer(kind, call));
    }

    private CompletableFuture<Reply> inWorker(Supplier<CompletableFuture<Reply>> work) {
        try {
            return CompletableFuture.supplyAsync(work, workers).thenCompose(reply -> reply);
        } catch (RejectedExecutionException e) {
            throw Refusal.tooMuch("too many requests wait: send again in a second", 1);
        }
    }

    private void open() {
        while (closing.getCount() > 0) {
            try {
                intake.warmUp();
                health = closing.getCount() > 0 ? Health.ready() : health;
                return;
            } catch (RuntimeException e) {
                if (!(e instanceof RetriableException)) {
                    LOG.error("ingest stops", e);
                    health = Health.failed("ingest cannot serve: " + e.getMessage());
                    return;
                }
                LOG.warn("ingest waits: {}", e.getMessage());
                health = Health.starting("ingest waits: " + e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ingest-http");
        thread.setDaemon(true);
        return thread;
    }

    private static Map<String, Object> producer(ServiceContext context, HttpIngestSettings settings) {
        int delivery = (int) settings.deliveryTimeout().toMillis();
        Map<String, Object> producer = new HashMap<>(context.kafka().producer());
        producer.put("delivery.timeout.ms", delivery);
        producer.put("request.timeout.ms", Math.min(10_000, delivery / 2));
        producer.put("max.block.ms", Math.min(5_000, delivery));
        producer.put("buffer.memory", 2 * InFlight.MOST_BYTES);
        producer.put("batch.size", 64 << 10);
        return producer;
    }
}
