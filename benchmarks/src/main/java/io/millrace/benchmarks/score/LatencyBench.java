package io.millrace.benchmarks.score;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.scorer.Scorer;
import io.millrace.scorer.ScorerEngine;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How long from sending a vector until its prediction can be read, at a steady rate, beside how long until the vector itself can be
 * read, in the same run. The first third warms up and is left out.
 */
public final class LatencyBench {
    private static final List<Contender> SCORERS = List.of(Contender.AT_LEAST_ONCE, Contender.EXACTLY_ONCE);
    private static final long READY_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 20;

    private final KafkaConnection kafka;
    private final Path directory;
    private final int perSecond;
    private final int vectors;
    private final MachinesPipeline pipeline;

    /**
     * @param kafka a cluster without the topics of the machines pipeline
     * @param directory for state
     * @param seconds how long vectors are sent, with each guarantee
     */
    public LatencyBench(KafkaConnection kafka, Path directory, int perSecond, int seconds) {
        if (perSecond < 1 || perSecond > 100_000 || seconds < 3 || seconds > 600) {
            throw new ServiceFailure("--per-second must be 1 to 100000, --seconds 3 to 600");
        }
        this.kafka = kafka;
        this.directory = directory;
        this.perSecond = perSecond;
        this.vectors = perSecond * seconds;
        this.pipeline = new MachinesPipeline(kafka);
    }

    /** @param progress told in one line what is being done */
    public LatencyResult run(Consumer<String> progress) throws InterruptedException {
        ScorerEngine.load();
        pipeline.makeTopics(List.of());
        pipeline.publish(SeededNet.of(new Machines(0), pipeline.classes()));
        Map<Contender, LatencyResult.Pair> results = new EnumMap<>(Contender.class);
        for (Contender scorer : SCORERS) {
            progress.accept("sending " + vectors + " vectors, " + perSecond + " a second, " + scorer.spelled());
            results.put(scorer, lap(scorer));
        }
        return new LatencyResult(results, perSecond, vectors);
    }

    private LatencyResult.Pair lap(Contender scorer) throws InterruptedException {
        ServiceContext context = new ServiceContext(
                Machines.pipeline(scorer.delivery()),
                kafka,
                directory.resolve(scorer.spelled()),
                new SimpleMeterRegistry());
        Stopwatch watch = new Stopwatch(vectors);
        Stopwatch.Arrivals there = watch.arrivals();
        Stopwatch.Arrivals scored = watch.arrivals();
        String features = pipeline.topics().features().name();
        String predictions = pipeline.topics().predictions().name();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (Service service = Scorer.service(context);
                Sighting vectorsSeen = new Sighting(kafka, features, pipeline.partitions(), there);
                Sighting predictionsSeen = new Sighting(kafka, predictions, pipeline.partitions(), scored)) {
            service.start();
            awaitReady(service);
            Future<?> one = readers.submit(vectorsSeen);
            Future<?> other = readers.submit(predictionsSeen);
            send(watch);
            one.get();
            other.get();
        } catch (ExecutionException e) {
            throw new ServiceFailure("the benchmark stopped: " + e.getCause().getMessage(), e);
        } finally {
            readers.shutdownNow();
        }
        return new LatencyResult.Pair(there.from(vectors / 3), scored.from(vectors / 3));
    }

    private static void awaitReady(Service service) throws InterruptedException {
        for (long waited = 0; !service.health().isReady(); waited += LOOK_MILLIS) {
            if (service.health().isFailed() || waited > READY_MILLIS) {
                throw new ServiceFailure(
                        "the scorer does not start: " + service.health().reason());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Each vector at its time; those that are late go at once. */
    private void send(Stopwatch watch) {
        Machines machines = new Machines(System.currentTimeMillis());
        try (KafkaProducer<String, FeatureVector> producer = new KafkaProducer<>(
                kafka.producer(),
                new StringSerializer(),
                AvroSerde.of(pipeline.topics().features(), kafka.registry()))) {
            long begin = System.nanoTime();
            for (int number = 0; number < vectors; number++) {
                var message = pipeline.message(machines, number);
                long due = begin + number * 1_000_000_000L / perSecond;
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                watch.started(number);
                var unused = producer.send(message); // one that is lost is missed by those who look for it
            }
        }
    }
}
