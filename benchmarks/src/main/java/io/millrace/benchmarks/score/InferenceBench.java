package io.millrace.benchmarks.score;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.HttpEndpoint;
import io.millrace.runtime.HttpSettings;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.scorer.Scorer;
import io.millrace.scorer.ScorerEngine;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Requests for inference over HTTP, by more and more connections, each of which asks again once it is answered. The first third of
 * the time of each step warms up and is left out.
 */
public final class InferenceBench {
    private static final long READY_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 20;

    private final KafkaConnection kafka;
    private final Path directory;
    private final List<Integer> connections;
    private final int rows;
    private final int seconds;

    /**
     * @param kafka a cluster without the topics of the machines pipeline
     * @param directory for state
     * @param connections how many ask at once, step by step
     * @param rows of each request
     * @param seconds how long each step takes
     */
    public InferenceBench(KafkaConnection kafka, Path directory, List<Integer> connections, int rows, int seconds) {
        if (rows < 1 || rows > 1_000 || seconds < 1 || seconds > 600) {
            throw new ServiceFailure("--rows must be 1 to 1000, --seconds 1 to 600");
        }
        if (connections.stream().anyMatch(number -> number < 1 || number > 1_000)) {
            throw new ServiceFailure("--connections must be 1 to 1000 each");
        }
        this.kafka = kafka;
        this.directory = directory;
        this.connections = connections;
        this.rows = rows;
        this.seconds = seconds;
    }

    /** @param progress told in one line what is being done */
    public InferenceResult run(Consumer<String> progress) throws Exception {
        ScorerEngine.load();
        MachinesPipeline pipeline = new MachinesPipeline(kafka);
        pipeline.makeTopics(List.of());
        Machines machines = new Machines(0);
        pipeline.publish(SeededNet.of(machines, pipeline.classes()));
        ServiceContext context = new ServiceContext(
                Machines.pipeline(Delivery.EXACTLY_ONCE), kafka, directory, new SimpleMeterRegistry());
        List<InferenceResult.Step> steps = new ArrayList<>();
        try (Service service = Scorer.service(context);
                HttpEndpoint endpoint = HttpEndpoint.start(HttpSettings.loopback(0), service.routes())) {
            service.start();
            awaitReady(service);
            String name = context.pipeline().name();
            URI uri = URI.create(endpoint.url() + "/v2/models/" + name + "/infer");
            for (int number : connections) {
                progress.accept(number + " connections ask for " + rows + " rows a request");
                steps.add(step(number, uri, Inquirer.body(machines, rows)));
            }
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new InferenceResult(steps, rows, Runtime.getRuntime().availableProcessors(), load);
    }

    private InferenceResult.Step step(int number, URI uri, byte[] body) throws Exception {
        long begin = System.nanoTime();
        long until = begin + seconds * 1_000_000_000L;
        long from = begin + (until - begin) / 3;
        List<Inquirer> inquirers = Stream.generate(() -> new Inquirer(uri, body, from, until))
                .limit(number)
                .toList();
        inquirers.forEach(Thread::start);
        for (Inquirer inquirer : inquirers) {
            inquirer.join();
            inquirer.check();
        }
        long[] nanos = inquirers.stream().flatMapToLong(Inquirer::nanos).toArray();
        long[] moments = inquirers.stream().flatMapToLong(Inquirer::moments).toArray();
        if (nanos.length == 0) {
            throw new ServiceFailure("no request was answered within " + seconds + " s");
        }
        return new InferenceResult.Step(number, nanos.length * 1e9 / (until - from), Latencies.of(nanos, moments));
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
