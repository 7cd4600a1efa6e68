package io.millrace.benchmarks.encode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.runs.Lap;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What clean and encode came to beside the pass-through: medians over the rounds. */
public final class EncodeResult {
    private final Map<Delivery, Map<Contender, Lap>> medians;
    private final long records;
    private final int rounds;
    private final int processors;
    private final double load;

    EncodeResult(Map<Delivery, Map<Contender, Lap>> medians, long records, int rounds, int processors, double load) {
        this.medians = medians;
        this.records = records;
        this.rounds = rounds;
        this.processors = processors;
        this.load = load;
    }

    /** Records per second of clean and encode for each one of the pass-through. */
    public double ratio(Delivery delivery) {
        return lap(Contender.ENCODE, delivery).recordsPerSecond()
                / lap(Contender.PASS_THROUGH, delivery).recordsPerSecond();
    }

    /** The worse of the two guarantees. */
    public double ratio() {
        return Math.min(ratio(Delivery.AT_LEAST_ONCE), ratio(Delivery.EXACTLY_ONCE));
    }

    /** For a person. */
    public String table() {
        StringBuilder table = new StringBuilder(
                String.format("%-15s %-14s %11s %22s %16s%n", "", "", "records/s", "CPU s per million", "with broker"));
        for (Delivery delivery : Delivery.values()) {
            for (Contender contender : Contender.values()) {
                Lap lap = lap(contender, delivery);
                table.append(String.format(
                        Locale.ROOT,
                        "%-15s %-14s %,11.0f %22.2f %16.2f%n",
                        spelled(delivery),
                        spelled(contender),
                        lap.recordsPerSecond(),
                        lap.applicationCpu(),
                        lap.processCpu()));
            }
            table.append(String.format(Locale.ROOT, "%-15s %-14s %11.2f%n", "", "ratio", ratio(delivery)));
        }
        return table.toString();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", "encode");
        figures(json.putObject("recordsPerSecond"), 0, Lap::recordsPerSecond);
        json.putObject("ratios")
                .put("encodeToPassThrough", rounded(ratio(), 3))
                .put("atLeastOnce", rounded(ratio(Delivery.AT_LEAST_ONCE), 3))
                .put("exactlyOnce", rounded(ratio(Delivery.EXACTLY_ONCE), 3));
        figures(json.putObject("cpuSecondsPerMillion"), 2, Lap::applicationCpu);
        figures(json.putObject("cpuSecondsPerMillionWithBroker"), 2, Lap::processCpu);
        return json.put("records", records)
                .put("rounds", rounds)
                .put("processors", processors)
                .put("load", rounded(load, 2));
    }

    private void figures(ObjectNode into, int digits, ToDoubleFunction<Lap> figure) {
        for (Delivery delivery : Delivery.values()) {
            into.putObject(delivery == Delivery.EXACTLY_ONCE ? "exactlyOnce" : "atLeastOnce")
                    .put("encode", rounded(figure.applyAsDouble(lap(Contender.ENCODE, delivery)), digits))
                    .put("passThrough", rounded(figure.applyAsDouble(lap(Contender.PASS_THROUGH, delivery)), digits));
        }
    }

    private Lap lap(Contender contender, Delivery delivery) {
        return medians.get(delivery).get(contender);
    }

    private static double rounded(double figure, int digits) {
        double power = Math.pow(10, digits);
        return Math.rint(figure * power) / power;
    }

    private static String spelled(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
