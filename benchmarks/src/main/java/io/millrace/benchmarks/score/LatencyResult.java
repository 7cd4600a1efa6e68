package io.millrace.benchmarks.score;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long predictions took beside their vectors, with each guarantee, and what became of the process while models were swapped. */
public final class LatencyResult {
    private final Map<Contender, Lap> laps;
    private final int perSecond;
    private final int vectors;
    private final double load;

    /**
     * Of one stretch of time.
     *
     * @param vectors from sending a vector until it was read
     * @param predictions from sending a vector until its prediction was read
     */
    record Pair(Latencies vectors, Latencies predictions) {}

    /**
     * With one guarantee.
     *
     * @param steady while one model served
     * @param swapping while models were swapped
     * @param repeated predictions that were read beside the one for each vector
     * @param memory from before the first swap until after the last
     */
    record Lap(Pair steady, Optional<Pair> swapping, long repeated, List<Memory> memory) {
        int swaps() {
            return memory.get(memory.size() - 1).swaps();
        }
    }

    /** @param load of the machine at the end: threads that ran or waited for a core, on average over a minute */
    LatencyResult(Map<Contender, Lap> laps, int perSecond, int vectors, double load) {
        this.laps = laps;
        this.perSecond = perSecond;
        this.vectors = vectors;
        this.load = load;
    }

    /** For a person. */
    public String table() {
        StringBuilder table = new StringBuilder(
                String.format("%-38s %9s %9s %9s %9s%n", "milliseconds", "p50", "p99", "p99.9", "gap"));
        laps.forEach((scorer, lap) -> {
            lines(table, scorer.spelled(), "", lap.steady());
            lap.swapping().ifPresent(pair -> lines(table, scorer.spelled(), ", " + lap.swaps() + " swaps", pair));
        });
        laps.forEach((scorer, lap) -> {
            table.append(String.format(
                    Locale.ROOT,
                    "%s: %,d vectors, %,d predictions, %,d of them repeated%n",
                    scorer.spelled(),
                    vectors,
                    vectors + lap.repeated(),
                    lap.repeated()));
            lap.swapping().ifPresent(pair -> lap.memory().forEach(memory -> table.append(line(memory))));
        });
        return table.append(String.format(Locale.ROOT, "load of the machine %.1f%n", load))
                .toString();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", "scorer-latency");
        ObjectNode millis = json.putObject("milliseconds");
        ObjectNode swapping = json.putObject("swapping");
        laps.forEach((scorer, lap) -> {
            figures(millis.putObject(scorer.key()), lap.steady());
            swapped(swapping.putObject(scorer.key()), lap);
        });
        return json.put("perSecond", perSecond).put("vectors", vectors).put("load", load);
    }

    private void swapped(ObjectNode into, Lap lap) {
        into.put("swaps", lap.swaps())
                .put("predictions", vectors + lap.repeated())
                .put("repeated", lap.repeated());
        lap.swapping().ifPresent(pair -> {
            figures(into.putObject("milliseconds"), pair);
            var bytes = into.putArray("bytes");
            lap.memory().forEach(memory -> memory.into(bytes.addObject()));
        });
    }

    private static String line(Memory memory) {
        return String.format(
                Locale.ROOT,
                "  after %,5d swaps: %,7.1f MiB resident, %,7.1f of them no files, %6.1f in direct buffers%n",
                memory.swaps(),
                memory.resident() / 1048576.0,
                memory.anonymous() / 1048576.0,
                memory.buffers() / 1048576.0);
    }

    private static void lines(StringBuilder table, String scorer, String when, Pair pair) {
        line(table, scorer + ", vector" + when, pair.vectors());
        line(table, scorer + ", prediction" + when, pair.predictions());
    }

    private static void line(StringBuilder table, String what, Latencies of) {
        table.append(String.format(
                Locale.ROOT, "%-38s %9.1f %9.1f %9.1f %9.1f%n", what, of.p50(), of.p99(), of.p999(), of.gap()));
    }

    private static void figures(ObjectNode into, Pair pair) {
        pair.vectors().into(into.putObject("vector"));
        pair.predictions().into(into.putObject("prediction"));
    }
}
