package io.millrace.benchmarks.score;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.runs.Lap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What scoring came to beside a copy and beside a call for each record: medians over the rounds. */
public final class ScoreResult {
    private final Map<Contender, Lap> medians;
    private final Map<Contender, Split> splits;
    private final long records;
    private final int rounds;
    private final int processors;
    private final double load;

    /** @param splits of the scorers */
    ScoreResult(
            Map<Contender, Lap> medians,
            Map<Contender, Split> splits,
            long records,
            int rounds,
            int processors,
            double load) {
        this.medians = medians;
        this.splits = splits;
        this.records = records;
        this.rounds = rounds;
        this.processors = processors;
        this.load = load;
    }

    /** Records per second of at-least-once scoring for each one of the copy loop. */
    public double atLeastOnceToCopy() {
        return ratio(Contender.AT_LEAST_ONCE, Contender.COPY);
    }

    /** Records per second of at-least-once scoring for each one of the application that asks about each by itself. */
    public double atLeastOnceToPerRecord() {
        return ratio(Contender.AT_LEAST_ONCE, Contender.PER_RECORD);
    }

    /** Records per second of exactly-once scoring for each one of at-least-once scoring. */
    public double exactlyOnceToAtLeastOnce() {
        return ratio(Contender.EXACTLY_ONCE, Contender.AT_LEAST_ONCE);
    }

    /** Records per second beside a shadow or a canary for each one of at-least-once scoring alone, where that was measured. */
    public Map<String, Double> onTrial() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        medians.keySet().stream()
                .filter(contender -> contender.onTrial().isPresent())
                .forEach(contender -> ratios.put(contender.key(), ratio(contender, Contender.AT_LEAST_ONCE)));
        return ratios;
    }

    /** For a person. */
    public String table() {
        StringBuilder table = new StringBuilder(
                String.format("%-14s %11s %22s %16s%n", "", "records/s", "CPU s per million", "with broker"));
        medians.forEach((contender, lap) -> table.append(String.format(
                Locale.ROOT,
                "%-14s %,11.0f %22.2f %16.2f%n",
                contender.spelled(),
                lap.recordsPerSecond(),
                lap.applicationCpu(),
                lap.processCpu())));
        table.append(String.format("%n%-14s", "us per vector"));
        Split.STAGES.forEach(stage -> table.append(String.format("%8s", stage)));
        splits.forEach((contender, split) -> {
            table.append(String.format("%n%-14s", contender.spelled()));
            split.micros().values().forEach(micros -> table.append(String.format(Locale.ROOT, "%8.2f", micros)));
        });
        table.append(String.format(
                Locale.ROOT,
                "%n%nat-least-once to copy %.2f, to per-record %.2f; exactly-once to at-least-once %.2f%n",
                atLeastOnceToCopy(),
                atLeastOnceToPerRecord(),
                exactlyOnceToAtLeastOnce()));
        onTrial()
                .forEach((what, ratio) ->
                        table.append(String.format(Locale.ROOT, "%s to at-least-once alone %.2f%n", what, ratio)));
        return table.toString();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", "scorer");
        figures(json.putObject("recordsPerSecond"), 0, Lap::recordsPerSecond);
        ObjectNode ratios = json.putObject("ratios")
                .put("atLeastOnceToCopy", rounded(atLeastOnceToCopy(), 3))
                .put("atLeastOnceToPerRecord", rounded(atLeastOnceToPerRecord(), 3))
                .put("exactlyOnceToAtLeastOnce", rounded(exactlyOnceToAtLeastOnce(), 3));
        onTrial().forEach((what, ratio) -> ratios.put(what, rounded(ratio, 3)));
        figures(json.putObject("cpuSecondsPerMillion"), 2, Lap::applicationCpu);
        figures(json.putObject("cpuSecondsPerMillionWithBroker"), 2, Lap::processCpu);
        ObjectNode stages = json.putObject("microsecondsPerVector");
        splits.forEach((contender, split) -> {
            ObjectNode of = stages.putObject(contender.key());
            split.micros().forEach((stage, micros) -> of.put(stage, rounded(micros, 3)));
        });
        return json.put("records", records)
                .put("rounds", rounds)
                .put("processors", processors)
                .put("load", rounded(load, 2));
    }

    private double ratio(Contender one, Contender other) {
        return medians.get(one).recordsPerSecond() / medians.get(other).recordsPerSecond();
    }

    private void figures(ObjectNode into, int digits, ToDoubleFunction<Lap> figure) {
        medians.forEach((contender, lap) -> into.put(contender.key(), rounded(figure.applyAsDouble(lap), digits)));
    }

    private static double rounded(double figure, int digits) {
        double power = Math.pow(10, digits);
        return Math.rint(figure * power) / power;
    }
}
