package io.millrace.benchmarks.score;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.scorer.Scorer;
import io.millrace.scorer.ScorerEngine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * How long from sending a vector until its prediction can be read, at a steady rate, beside how long until the vector itself can be
 * read, in the same run: first while one model serves, then while a new champion comes every 200 ms. The first third of the steady
 * time warms up and is left out.
 */
public final class LatencyBench {
    private static final List<Contender> SCORERS = List.of(Contender.AT_LEAST_ONCE, Contender.EXACTLY_ONCE);
    private static final long READY_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 20;

    private final KafkaConnection kafka;
    private final Path directory;
    private final int perSecond;
    private final int steady;
    private final int swaps;
    private final int vectors;
    private final MachinesPipeline pipeline;
    private long nextVersion = 2;

    /**
     * @param kafka a cluster without the topics of the machines pipeline
     * @param directory for state
     * @param seconds how long vectors are sent while one model serves, with each guarantee
     * @param swaps champions that come after that, while vectors go on; 0 for none
     */
    public LatencyBench(KafkaConnection kafka, Path directory, int perSecond, int seconds, int swaps) {
        if (perSecond < 1 || perSecond > 100_000 || seconds < 3 || seconds > 600 || swaps < 0 || swaps > 3_000) {
            throw new ServiceFailure("--per-second must be 1 to 100000, --seconds 3 to 600, --swaps 0 to 3000");
        }
        this.kafka = kafka;
        this.directory = directory;
        this.perSecond = perSecond;
        this.steady = perSecond * seconds;
        this.swaps = swaps;
        this.vectors = steady + (int) (swaps * Swapping.EVERY_MILLIS * perSecond / 1_000);
        this.pipeline = new MachinesPipeline(kafka);
    }

    /** @param progress told in one line what is being done */
    public LatencyResult run(Consumer<String> progress) throws InterruptedException {
        ScorerEngine.load();
        pipeline.makeTopics(List.of());
        SeededNet net = SeededNet.of(new Machines(0), pipeline.classes());
        pipeline.publish(net);
        Map<Contender, LatencyResult.Lap> laps = new EnumMap<>(Contender.class);
        for (Contender scorer : SCORERS) {
            progress.accept("sending " + vectors + " vectors, " + perSecond + " a second, " + scorer.spelled());
            laps.put(scorer, lap(scorer, net));
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new LatencyResult(laps, perSecond, vectors, load);
    }

    private LatencyResult.Lap lap(Contender scorer, SeededNet net) throws InterruptedException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ServiceContext context = new ServiceContext(
                Machines.pipeline(scorer.delivery()), kafka, directory.resolve(scorer.spelled()), meters);
        Stopwatch watch = new Stopwatch(vectors);
        Stopwatch.Arrivals there = watch.arrivals();
        Stopwatch.Arrivals scored = watch.arrivals();
        String features = pipeline.topics().features().name();
        String predictions = pipeline.topics().predictions().name();
        ExecutorService others = Executors.newFixedThreadPool(3);
        List<Memory> memory;
        try (Sighting vectorsSeen = new Sighting(kafka, features, pipeline.partitions(), there);
                Sighting predictionsSeen = new Sighting(kafka, predictions, pipeline.partitions(), scored)) {
            try (Service service = Scorer.service(context);
                    SteadySender sender = new SteadySender(kafka, pipeline, perSecond, watch);
                    Swapping swapping = new Swapping(kafka, pipeline.topics(), net, swaps, nextVersion, meters)) {
                service.start();
                awaitReady(service);
                Future<?> one = others.submit(vectorsSeen);
                Future<?> other = others.submit(predictionsSeen);
                sender.send(0, steady);
                Future<List<Memory>> swapped = others.submit(swapping);
                sender.send(steady, vectors);
                memory = swapped.get();
                one.get();
                other.get();
            }
            predictionsSeen.readRest();
        } catch (ExecutionException e) {
            throw new ServiceFailure("the benchmark stopped: " + e.getCause().getMessage(), e);
        } finally {
            others.shutdownNow();
        }
        nextVersion += swaps;
        return result(there, scored, memory);
    }

    private LatencyResult.Lap result(Stopwatch.Arrivals there, Stopwatch.Arrivals scored, List<Memory> memory) {
        int warm = steady / 3;
        return new LatencyResult.Lap(
                new LatencyResult.Pair(there.of(warm, steady), scored.of(warm, steady)),
                swaps == 0
                        ? Optional.empty()
                        : Optional.of(new LatencyResult.Pair(there.of(steady, vectors), scored.of(steady, vectors))),
                scored.repeated(),
                memory);
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
}
