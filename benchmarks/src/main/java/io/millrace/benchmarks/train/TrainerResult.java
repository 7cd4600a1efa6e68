package io.millrace.benchmarks.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.train.NetRace.Runner;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the trainer came to: medians over the rounds. */
public final class TrainerResult {
    private final TrainerBench bench;
    private final Map<Runner, Lap> nets;
    private final Lap read;
    private final List<Phases> retrained;
    private final int processors;
    private final double load;

    TrainerResult(
            TrainerBench bench, Map<Runner, Lap> nets, Lap read, List<Phases> retrained, int processors, double load) {
        this.bench = bench;
        this.nets = nets;
        this.read = read;
        this.retrained = retrained;
        this.processors = processors;
        this.load = load;
    }

    /** Rows per second of the trainer for each one of a bare loop over slices. */
    public double trainerToBareLoop() {
        return ratio(Runner.BARE_LOOP);
    }

    /** Rows per second of the trainer for each one of DJL's own loop over a dataset. */
    public double trainerToEasyTrain() {
        return ratio(Runner.EASY_TRAIN);
    }

    private double ratio(Runner other) {
        return nets.get(Runner.TRAINER).perSecond() / nets.get(other).perSecond();
    }

    /** Seconds from a request to a prediction of the new champion. */
    public double retrainSeconds() {
        return Lap.median(retrained, Phases::total);
    }

    /** For a person. */
    public String table() {
        StringBuilder table =
                new StringBuilder(String.format("%-12s %11s %22s%n", "mlp", "rows/s", "CPU s per million"));
        nets.forEach((runner, lap) -> table.append(
                String.format(Locale.ROOT, "%-12s %,11.0f %22.2f%n", runner.key(), lap.perSecond(), lap.cpu())));
        table.append(String.format(
                Locale.ROOT,
                "trainer to bare loop %.2f, to EasyTrain %.2f%n%n",
                trainerToBareLoop(),
                trainerToEasyTrain()));
        table.append(String.format(
                Locale.ROOT,
                "window of %,d   %,.0f examples/s, %.2f CPU s per million%n%n",
                bench.examples(),
                read.perSecond(),
                read.cpu()));
        table.append(String.format(
                Locale.ROOT,
                "retraining on %,d   %.2f s (CPU of all %.2f s), of which%n",
                bench.window(),
                retrainSeconds(),
                Lap.median(retrained, Phases::cpu)));
        Phases.medians(retrained)
                .forEach((phase, seconds) ->
                        table.append(String.format(Locale.ROOT, "  %-10s %6.2f%n", phase, seconds)));
        return table.toString();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", "trainer");
        json.putObject("ratios")
                .put("trainerToBareLoop", rounded(trainerToBareLoop()))
                .put("trainerToEasyTrain", rounded(trainerToEasyTrain()));
        ObjectNode rows = json.putObject("rowsPerSecond");
        ObjectNode cpu = json.putObject("cpuSecondsPerMillion");
        nets.forEach((runner, lap) -> {
            rows.put(runner.key(), Math.rint(lap.perSecond()));
            cpu.put(runner.key(), rounded(lap.cpu()));
        });
        json.putObject("window")
                .put("examples", bench.examples())
                .put("examplesPerSecond", Math.rint(read.perSecond()))
                .put("cpuSecondsPerMillion", rounded(read.cpu()));
        ObjectNode retraining = json.putObject("retraining")
                .put("examples", bench.window())
                .put("seconds", rounded(retrainSeconds()))
                .put("cpuSeconds", rounded(Lap.median(retrained, Phases::cpu)));
        ObjectNode phases = retraining.putObject("phases");
        Phases.medians(retrained).forEach((phase, seconds) -> phases.put(phase, rounded(seconds)));
        return json.put("rows", bench.rows())
                .put("rounds", bench.rounds())
                .put("processors", processors)
                .put("load", rounded(load));
    }

    private static double rounded(double figure) {
        return Math.rint(figure * 1e3) / 1e3;
    }
}
