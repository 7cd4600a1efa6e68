package io.millrace.benchmarks.learners;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What {@link LearnersBench} measured. */
public final class LearnersResult {
    private final String stream;
    private final int examples;
    private final List<Measured> measured;

    LearnersResult(String stream, int examples, List<Measured> measured) {
        this.stream = stream;
        this.examples = examples;
        this.measured = List.copyOf(measured);
    }

    /** For a person. */
    public String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %,d examples, one thread%n%-20s %22s %9s%n",
                stream,
                examples,
                "learner",
                "examples/CPU second",
                "accuracy"));
        measured.forEach(row -> table.append(String.format(
                Locale.ROOT, "%-20s %,22.0f %9.4f%n", row.learner(), row.perCpuSecond(), row.accuracy())));
        return table.toString();
    }

    public ObjectNode json() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("stream", stream).put("examples", examples);
        ArrayNode rows = json.putArray("learners");
        measured.forEach(row -> rows.addObject()
                .put("learner", row.learner())
                .put("examplesPerCpuSecond", row.perCpuSecond())
                .put("accuracy", row.accuracy()));
        return json;
    }
}
