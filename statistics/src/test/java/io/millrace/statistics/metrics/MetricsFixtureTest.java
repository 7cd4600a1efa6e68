package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.statistics.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Agreement with scikit-learn's numbers, name by name, within the tolerances that the fixtures state. */
class MetricsFixtureTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void shouldAgreeOnEveryTask() throws IOException {
        List<JsonNode> fixtures = Fixtures.read("metrics_*.json");
        assertThat(fixtures).isNotEmpty();
        for (JsonNode fixture : fixtures) {
            String name = fixture.get("name").asText();
            double relative = name.equals("huge_scale") ? 1e-6 : 1e-9;
            agree(name, fixture.get("expected"), MAPPER.valueToTree(report(fixture)), relative);
        }
    }

    private static Map<String, Object> report(JsonNode fixture) {
        JsonNode actual = fixture.get("y_true");
        JsonNode predicted = fixture.get("y_pred");
        return switch (fixture.get("task").asText()) {
            case "binary" ->
                Evaluation.ofBinary(
                        flags(actual),
                        numbers(fixture.get("y_score")),
                        fixture.get("threshold").asDouble());
            case "multiclass" -> classes(fixture, texts(fixture.get("expected").get("labels")));
            case "regression" -> Evaluation.ofNumbers(numbers(actual), numbers(predicted));
            case "fairness" -> Evaluation.ofGroups(flags(actual), flags(predicted), texts(fixture.get("group")));
            case "prequential" -> Map.of("checkpoints", checkpoints(fixture));
            default -> throw new AssertionError("unknown task of a fixture: " + fixture.get("task"));
        };
    }

    private static Map<String, Object> classes(JsonNode fixture, List<String> labels) {
        List<String> actual = texts(fixture.get("y_true"));
        List<String> predicted = texts(fixture.get("y_pred"));
        if (!fixture.has("y_prob")) {
            return Evaluation.ofClasses(labels, actual, predicted);
        }
        double[][] probabilities = StreamSupport.stream(fixture.get("y_prob").spliterator(), false)
                .map(MetricsFixtureTest::numbers)
                .toArray(double[][]::new);
        return Evaluation.ofClasses(labels, actual, predicted, probabilities);
    }

    private static List<Map<String, Object>> checkpoints(JsonNode fixture) {
        return Evaluation.ofStream(
                texts(fixture.get("labels")),
                texts(fixture.get("y_true")),
                texts(fixture.get("y_pred")),
                fixture.get("window").asInt(),
                fixture.get("alpha").asDouble(),
                fixture.get("expected").get("checkpoints").findValues("after").stream()
                        .mapToInt(JsonNode::asInt)
                        .toArray());
    }

    private static void agree(String where, JsonNode expected, JsonNode actual, double relative) {
        if (expected.isObject()) {
            expected.fieldNames()
                    .forEachRemaining(key -> agree(where + "." + key, expected.get(key), actual.path(key), relative));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                agree(where + "[" + i + "]", expected.get(i), actual.get(i), relative);
            }
        } else if (expected.isNumber()) {
            assertThat(actual.isNumber()).as(where + " is a number").isTrue();
            double value = expected.asDouble();
            assertThat(actual.asDouble()).as(where).isCloseTo(value, within(1e-9 + relative * Math.abs(value)));
        } else if (expected.isNull()) {
            assertThat(actual.isNumber()).as(where + " is a number").isTrue();
            assertThat(actual.asDouble()).as(where).isNaN();
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    private static boolean[] flags(JsonNode values) {
        boolean[] flags = new boolean[values.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values.get(i).asInt() == 1;
        }
        return flags;
    }

    private static double[] numbers(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
