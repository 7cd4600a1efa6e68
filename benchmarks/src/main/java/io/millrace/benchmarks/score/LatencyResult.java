package io.millrace.benchmarks.score;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/** How long predictions took beside their vectors, with each guarantee. */
public final class LatencyResult {
    private final Map<Contender, Pair> pairs;
    private final int perSecond;
    private final int vectors;

    /**
     * Of one run.
     *
     * @param vectors from sending a vector until it was read
     * @param predictions from sending a vector until its prediction was read
     */
    record Pair(Latencies vectors, Latencies predictions) {}

    LatencyResult(Map<Contender, Pair> pairs, int perSecond, int vectors) {
        this.pairs = pairs;
        this.perSecond = perSecond;
        this.vectors = vectors;
    }

    /** For a person. */
    public String table() {
        StringBuilder table =
                new StringBuilder(String.format("%-28s %9s %9s %9s%n", "milliseconds", "p50", "p99", "p99.9"));
        pairs.forEach((scorer, pair) -> {
            line(table, scorer.spelled() + ", vector", pair.vectors());
            line(table, scorer.spelled() + ", prediction", pair.predictions());
        });
        return table.toString();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", "scorer-latency");
        ObjectNode millis = json.putObject("milliseconds");
        pairs.forEach((scorer, pair) -> {
            ObjectNode of = millis.putObject(scorer.key());
            figures(of.putObject("vector"), pair.vectors());
            figures(of.putObject("prediction"), pair.predictions());
        });
        return json.put("perSecond", perSecond).put("vectors", vectors);
    }

    private static void line(StringBuilder table, String what, Latencies latencies) {
        table.append(String.format(
                Locale.ROOT, "%-28s %9.1f %9.1f %9.1f%n", what, latencies.p50(), latencies.p99(), latencies.p999()));
    }

    private static void figures(ObjectNode into, Latencies latencies) {
        into.put("p50", rounded(latencies.p50()))
                .put("p99", rounded(latencies.p99()))
                .put("p999", rounded(latencies.p999()));
    }

    private static double rounded(double millis) {
        return Math.rint(millis * 100) / 100;
    }
}
