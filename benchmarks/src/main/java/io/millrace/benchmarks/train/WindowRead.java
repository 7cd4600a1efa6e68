package io.millrace.benchmarks.train;

import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Example;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.ExampleWindows;
import io.millrace.trainer.windows.ResolvedWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How fast a window gets from the examples topic into the form that is trained on, connection and all. */
final class WindowRead {
    /** A read takes a fraction of a second: so many, until all that it takes is compiled. */
    private static final int WARM_UPS = 5;

    private final KafkaConnection kafka;
    private final PipelineDefinition pipeline;
    private final int examples;
    private final int rounds;

    WindowRead(KafkaConnection kafka, PipelineDefinition pipeline, int examples, int rounds) {
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.examples = examples;
        this.rounds = rounds;
    }

    /** Median; three reads a round. */
    Lap run(Consumer<String> progress) throws InterruptedException {
        Topics topics = Topics.of(pipeline);
        LabelledMachines machines = new LabelledMachines(System.currentTimeMillis() - examples);
        progress.accept("sending " + examples + " examples");
        TopicFill.fill(kafka, topics.examples(), examples, number -> message(pipeline, machines, number, false));
        List<Lap> laps = new ArrayList<>();
        ExampleWindows windows = new ExampleWindows(pipeline, kafka, kafka.registry());
        for (int round = 1 - WARM_UPS; round <= 3 * rounds; round++) {
            Timed timed = Timed.begin();
            ResolvedWindow window = windows.await(request("read-" + round, Instant.EPOCH, examples, round));
            Lap lap = timed.lap(examples);
            if (window.window().rows() != examples) {
                throw new ServiceFailure("the window has %d examples, not %d"
                        .formatted(window.window().rows(), examples));
            }
            progress.accept(lap.line(Math.max(0, round), "window", "examples"));
            if (round > 0) {
                laps.add(lap);
            }
        }
        return Lap.median(laps);
    }

    static ProducerRecord<String, Example> message(
            PipelineDefinition pipeline, LabelledMachines machines, long number, boolean other) {
        Example example = machines.example(number, pipeline.label().classes(), other);
        return new ProducerRecord<>(
                Topics.of(pipeline).examples().name(), null, machines.timestamp(number), example.getId(), example);
    }

    static RetrainRequest request(String id, Instant since, int examples, int round) {
        return RetrainRequest.newBuilder()
                .setRequest(id)
                .setCause(RetrainCause.USER)
                .setSince(since)
                .setMinExamples(examples)
                .setMaxExamples(examples)
                .setRequestedAt(Instant.now())
                .setMessage("round " + round + " of the benchmark")
                .build();
    }
}
