package io.millrace.benchmarks.score;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.benchmarks.runs.Lap;
import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.benchmarks.runs.Trial;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.scorer.ScorerEngine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The scorer, with both delivery guarantees, beside a loop that copies the same vectors and a Kafka Streams application that asks
 * the same model about each by itself: one after the other, in turns. The first turn warms up and is left out.
 */
public final class ScoreBench {
    private static final double WARM_UP = 0.3;

    private final KafkaConnection kafka;
    private final Path directory;
    private final long records;
    private final int rounds;
    private final boolean withTrials;
    private final MachinesPipeline pipeline;

    /**
     * @param kafka a cluster without the topics of the machines pipeline
     * @param directory for state
     * @param withTrials whether the scorer is also measured beside a shadow and beside a canary
     */
    public ScoreBench(KafkaConnection kafka, Path directory, long records, int rounds, boolean withTrials) {
        if (records < 1_000 || rounds < 1) {
            throw new ServiceFailure("--records must be 1000 or more, --rounds 1 or more");
        }
        this.kafka = kafka;
        this.pipeline = new MachinesPipeline(kafka);
        this.directory = directory;
        this.records = records;
        this.rounds = rounds;
        this.withTrials = withTrials;
    }

    /** @param progress told in one line what is being done */
    public ScoreResult run(Consumer<String> progress) throws InterruptedException {
        ScorerEngine.load();
        pipeline.makeTopics(own());
        Machines machines = new Machines(System.currentTimeMillis() - records);
        SeededNet net = SeededNet.of(machines, pipeline.classes());
        pipeline.publish(net);
        if (withTrials) {
            pipeline.publishOnTrial(net);
        }
        progress.accept("sending " + records + " vectors");
        TopicFill.fill(kafka, pipeline.topics().features(), records, number -> pipeline.message(machines, number));
        Laps laps = new Laps();
        try (OnnxModel model = new OnnxModel(net.bytes().toArray())) {
            PerRecord perRecord = new PerRecord(model, net.version());
            for (int round = 0; round <= rounds; round++) {
                for (Contender contender : Contender.of(withTrials)) {
                    SimpleMeterRegistry meters = new SimpleMeterRegistry();
                    Lap lap = lap(contender, perRecord, round, meters);
                    progress.accept(line(contender, round, lap));
                    if (round > 0) {
                        laps.add(contender, lap, meters, records);
                    }
                }
            }
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new ScoreResult(
                laps.medians(),
                laps.splits(),
                records,
                rounds,
                Runtime.getRuntime().availableProcessors(),
                load);
    }

    private List<String> own() {
        return Stream.of(Contender.values())
                .filter(contender -> !contender.isScorer())
                .map(contender -> contender.own(pipeline.topics()))
                .toList();
    }

    private Lap lap(Contender contender, PerRecord perRecord, int round, MeterRegistry meters)
            throws InterruptedException {
        String name = contender.spelled() + "-" + round;
        if (contender.isScorer()) {
            pipeline.forgetScorer();
        }
        Lap lap = new Trial(kafka, contender.pipeline(), directory.resolve(name), meters)
                .run(
                        context -> contender.service(context, name, perRecord),
                        List.of(contender.output(pipeline.topics())),
                        name,
                        records,
                        (long) (records * WARM_UP),
                        () -> answersOnTrial(contender, meters));
        checkTheModelAnswered(meters);
        return lap;
    }

    private static boolean answersOnTrial(Contender contender, MeterRegistry meters) {
        return contender
                .onTrial()
                .map(name -> meters.get(name).counter().count() > 0)
                .orElse(true);
    }

    private static void checkTheModelAnswered(MeterRegistry meters) {
        Counter cold = meters.find("millrace.scorer.predictions.cold.start").counter();
        if (cold != null && cold.count() > 0) {
            throw new ServiceFailure("the label prior answered " + (long) cold.count() + " vectors; none may be");
        }
    }

    private static String line(Contender contender, int round, Lap lap) {
        return String.format(
                Locale.ROOT,
                "%s %-14s %,9.0f records/s  %5.1f CPU s per million, %5.1f with the broker",
                round == 0 ? "warm-up" : "round " + round,
                contender.spelled(),
                lap.recordsPerSecond(),
                lap.applicationCpu(),
                lap.processCpu());
    }
}
