package io.millrace.benchmarks.train;

import io.millrace.benchmarks.score.Machines;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import io.millrace.scorer.ScorerEngine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The trainer: its net beside a bare loop, a window read from Kafka, and a whole retraining. One after the other, in one process with the broker.
 *
 * @param rows of the window on which nets race
 * @param epochs passes of theirs
 * @param examples that are read as one window
 * @param window examples of a retraining
 * @param rounds that count, after one to warm up
 */
public record TrainerBench(int rows, int epochs, int examples, int window, int rounds) {
    public TrainerBench {
        if (rows < 5_000 || epochs < 1 || examples < 1_000 || window < 1_000 || rounds < 1) {
            throw new ServiceFailure("--rows must be 5000 or more, --examples and --window 1000 or more, --epochs and"
                    + " --rounds 1 or more");
        }
    }

    /**
     * @param kafka a cluster without the topics of the machines pipeline
     * @param directory for state
     * @param progress told in one line what is being done
     */
    public TrainerResult run(KafkaConnection kafka, Path directory, Consumer<String> progress)
            throws InterruptedException {
        ScorerEngine.load();
        PipelineDefinition pipeline = pipeline();
        TopicCreation.ensure(kafka, Topics.of(pipeline), 1);
        Map<NetRace.Runner, Lap> nets = new NetRace(rows, epochs, rounds).run(progress);
        Lap read = new WindowRead(kafka, pipeline, examples, rounds).run(progress);
        List<Phases> retrained = new Retrain(kafka, pipeline, directory, window, rounds).run(progress);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new TrainerResult(
                this, nets, read, retrained, Runtime.getRuntime().availableProcessors(), load);
    }

    /** By default, but that no champion is on probation: the next one would have to wait for labels, and so for whoever sends them. */
    private PipelineDefinition pipeline() {
        return Machines.pipeline("training: {window: %d, minExamples: %d}%npromotion: {probationExamples: 0}"
                .formatted(window, Math.min(window, 2_000)));
    }
}
