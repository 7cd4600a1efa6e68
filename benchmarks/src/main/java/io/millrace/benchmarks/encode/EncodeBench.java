package io.millrace.benchmarks.encode;

import io.millrace.benchmarks.runs.Lap;
import io.millrace.benchmarks.runs.Trial;
import io.millrace.processors.StreamProcessors;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.topics.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Clean and encode beside a pass-through: the same records from the same topic, one after the other, in turns, with both delivery
 * guarantees. The first turn warms up and is left out.
 */
public final class EncodeBench {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final double WARM_UP = 0.3;

    private final KafkaConnection kafka;
    private final Path directory;
    private final long records;
    private final int rounds;

    /**
     * @param kafka a cluster without the topics of the payments pipeline
     * @param directory for state
     */
    public EncodeBench(KafkaConnection kafka, Path directory, long records, int rounds) {
        if (records < 1_000 || rounds < 1) {
            throw new ServiceFailure("--records must be 1000 or more, --rounds 1 or more");
        }
        this.kafka = kafka;
        this.directory = directory;
        this.records = records;
        this.rounds = rounds;
    }

    /** @param progress told in one line what is being done */
    public EncodeResult run(Consumer<String> progress) throws InterruptedException {
        Topics topics = prepare();
        progress.accept("sending " + records + " payments");
        long now = System.currentTimeMillis();
        new Preload(kafka, topics.records().name()).send(0, records, number -> now);
        Laps laps = new Laps();
        for (int round = 0; round <= rounds; round++) {
            for (Delivery delivery : Delivery.values()) {
                for (Contender contender : Contender.values()) {
                    Lap lap = lap(contender, delivery, round);
                    progress.accept(line(contender, delivery, round, lap));
                    if (round > 0) {
                        laps.add(contender, delivery, lap);
                    }
                }
            }
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new EncodeResult(
                laps.medians(), records, rounds, Runtime.getRuntime().availableProcessors(), load);
    }

    private Topics prepare() throws InterruptedException {
        PipelineDefinition pipeline = Payments.definition(Delivery.EXACTLY_ONCE, WINDOW);
        Topics topics = Topics.of(pipeline);
        TopicCreation.ensure(kafka, topics, 1);
        try (Admin admin = Admin.create(kafka.admin())) {
            NewTopic passed = new NewTopic(
                    Contender.passed(topics), Optional.of(pipeline.topics().partitions()), Optional.of((short) 1));
            admin.createTopics(List.of(passed)).all().get();
        } catch (ExecutionException e) {
            throw new ServiceFailure("the topic of the pass-through cannot be made: " + e.getCause(), e);
        }
        return topics;
    }

    private Lap lap(Contender contender, Delivery delivery, int round) throws InterruptedException {
        String name = name(contender, delivery) + "-" + round;
        return new Trial(kafka, Payments.definition(delivery, WINDOW), directory.resolve(name))
                .run(
                        context -> StreamProcessors.application(name, contender.topology(context), context),
                        contender.outputs(Topics.of(Payments.definition(delivery, WINDOW))),
                        name,
                        records,
                        (long) (records * WARM_UP));
    }

    private static String line(Contender contender, Delivery delivery, int round, Lap lap) {
        return String.format(
                java.util.Locale.ROOT,
                "%s %-26s %,9.0f records/s  %5.1f CPU s per million, %5.1f with the broker",
                round == 0 ? "warm-up" : "round " + round,
                name(contender, delivery),
                lap.recordsPerSecond(),
                lap.applicationCpu(),
                lap.processCpu());
    }

    static String name(Contender contender, Delivery delivery) {
        return (contender + "-" + delivery).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
