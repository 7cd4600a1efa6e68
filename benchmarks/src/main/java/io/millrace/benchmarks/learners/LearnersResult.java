package io.millrace.benchmarks.learners;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What {@link LearnersBench} or {@link RegressorsBench} measured. */
public final class LearnersResult {
    private final String stream;
    private final int examples;
    private final String score;
    private final List<Measured> measured;

    /** @param score what the learners are scored by */
    LearnersResult(String stream, int examples, String score, List<Measured> measured) {
        this.stream = stream;
        this.examples = examples;
        this.score = score;
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
                score));
        measured.forEach(row -> table.append(
                String.format(Locale.ROOT, "%-20s %,22.0f %9.4f%n", row.learner(), row.perCpuSecond(), row.score())));
        return table.toString();
    }

    public ObjectNode json() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("stream", stream).put("examples", examples);
        ArrayNode rows = json.putArray("learners");
        measured.forEach(row -> rows.addObject()
                .put("learner", row.learner())
                .put("examplesPerCpuSecond", row.perCpuSecond())
                .put(score, row.score()));
        return json;
    }
}
