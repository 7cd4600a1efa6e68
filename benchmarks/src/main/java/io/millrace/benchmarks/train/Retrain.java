package io.millrace.benchmarks.train;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import io.millrace.scorer.Scorer;
import io.millrace.trainer.Trainer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How long from a retrain request until a prediction of the new champion can be read, with the services as they are and the default training. Before each
 * request what fails changes, so that the new model is surely better and serves at once, as after a drift.
 */
final class Retrain {
    private static final long LOOK_MILLIS = 20;
    private static final long READY_MILLIS = 120_000;

    private final KafkaConnection kafka;
    private final PipelineDefinition pipeline;
    private final Path directory;
    private final int examples;
    private final int rounds;

    Retrain(KafkaConnection kafka, PipelineDefinition pipeline, Path directory, int examples, int rounds) {
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.directory = directory;
        this.examples = examples;
        this.rounds = rounds;
    }

    /** The rounds but the first, which makes the first model. */
    List<Phases> run(Consumer<String> progress) throws InterruptedException {
        List<Phases> laps = new ArrayList<>();
        try (Service scorer = Scorer.service(context("scorer"));
                Service trainer = Trainer.service(context("trainer"));
                Watch watch = new Watch(kafka, pipeline)) {
            scorer.start();
            trainer.start();
            awaitReady(scorer, "the scorer");
            awaitReady(trainer, "the trainer");
            for (int round = 0; round <= rounds; round++) {
                Phases phases = round(round, watch);
                progress.accept(phases.line(round));
                if (round > 0) {
                    laps.add(phases);
                }
            }
        }
        return laps;
    }

    private Phases round(int round, Watch watch) throws InterruptedException {
        long since = System.currentTimeMillis();
        LabelledMachines machines = new LabelledMachines(since);
        TopicFill.fill(
                kafka,
                Topics.of(pipeline).examples(),
                examples,
                number -> WindowRead.message(pipeline, machines, number, round % 2 == 1));
        RetrainRequest request = WindowRead.request("retrain-" + round, Instant.ofEpochMilli(since), examples, round);
        return watch.follow(
                request,
                () -> TopicFill.fill(
                        kafka,
                        Topics.of(pipeline).retrainRequests(),
                        1,
                        number -> new ProducerRecord<>(
                                Topics.of(pipeline).retrainRequests().name(), request.getRequest(), request)));
    }

    private ServiceContext context(String service) {
        return new ServiceContext(pipeline, kafka, directory.resolve(service), new SimpleMeterRegistry());
    }

    private static void awaitReady(Service service, String name) throws InterruptedException {
        for (long waited = 0; !service.health().isReady(); waited += LOOK_MILLIS) {
            if (service.health().isFailed() || waited > READY_MILLIS) {
                throw new ServiceFailure(
                        name + " does not start: " + service.health().reason());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
