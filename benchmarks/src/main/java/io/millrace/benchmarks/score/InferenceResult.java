package io.millrace.benchmarks.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Requests for inference that were answered.
 *
 * @param rows of each request
 * @param processors of this machine
 * @param load of this machine over the last minute, this process included
 */
public record InferenceResult(List<Step> steps, int rows, int processors, double load) {
    public InferenceResult {
        steps = List.copyOf(steps);
    }

    /**
     * With so many connections.
     *
     * @param perSecond requests that were answered
     * @param latencies from sending a request until it was answered
     */
    record Step(int connections, double perSecond, Latencies latencies) {}

    /** For a person. */
    public String table() {
        StringBuilder table = new StringBuilder(String.format(
                "%-12s %12s %12s %9s %9s %9s  ms%n", "connections", "requests/s", "rows/s", "p50", "p99", "p99.9"));
        steps.forEach(step -> table.append(String.format(
                Locale.ROOT,
                "%-12d %,12.0f %,12.0f %9.2f %9.2f %9.2f%n",
                step.connections(),
                step.perSecond(),
                step.perSecond() * rows,
                step.latencies().p50(),
                step.latencies().p99(),
                step.latencies().p999())));
        return table.append(String.format(Locale.ROOT, "load of the machine %.1f%n", load))
                .toString();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("benchmark", "inference");
        ArrayNode all = json.putArray("steps");
        for (Step step : steps) {
            ObjectNode of = all.addObject().put("connections", step.connections());
            of.put("requestsPerSecond", Math.rint(step.perSecond()));
            step.latencies().into(of.putObject("milliseconds"));
        }
        return json.put("rows", rows).put("processors", processors).put("load", load);
    }
}
