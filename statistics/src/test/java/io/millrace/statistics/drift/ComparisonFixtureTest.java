package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.statistics.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Agreement with SciPy's numbers, name by name, within the tolerances that the fixtures state. */
class ComparisonFixtureTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void shouldAgreeOnEveryColumn() throws IOException {
        List<JsonNode> fixtures = Fixtures.read("drift_*.json");
        assertThat(fixtures).isNotEmpty();
        for (JsonNode fixture : fixtures) {
            agree(fixture, MAPPER.valueToTree(report(fixture)));
        }
    }

    private static Map<String, Object> report(JsonNode fixture) {
        JsonNode reference = fixture.get("reference");
        JsonNode current = fixture.get("current");
        return switch (fixture.get("kind").asText()) {
            case "numeric" -> Comparison.ofNumbers(numbers(reference), numbers(current));
            case "categorical" -> Comparison.ofCategories(texts(reference), texts(current));
            default -> throw new AssertionError("unknown kind of fixture: " + fixture.get("kind"));
        };
    }

    private static void agree(JsonNode fixture, JsonNode report) {
        String name = fixture.get("name").asText();
        JsonNode expected = fixture.get("expected");
        boolean degenerate = expected.path("binning_degenerate").asBoolean();
        if (roundsAHalf(expected)) {
            ((ObjectNode) expected.get("ks")).remove("p_asymp");
        }
        expected.fieldNames().forEachRemaining(key -> {
            String where = name + "." + key;
            if (degenerate && key.startsWith("quantile10")) {
                allFinite(where, report.path(key));
            } else if (key.equals("welch_t")
                    && constant(expected, "summary_ref")
                    && constant(expected, "summary_cur")) {
                withoutNoise(where, expected, report.path(key));
            } else if (!key.equals("population_closed_form")) { // of the distributions, not of the samples
                agree(where, expected.get(key), report.path(key));
            }
        });
    }

    /** Where nm / (n + m) is a half, the law of one sample is that of one value more here, and that of an even number of values there. */
    private static boolean roundsAHalf(JsonNode expected) {
        double n =
                expected.path("n_ref").asDouble() - expected.path("missing_ref").asInt();
        double m =
                expected.path("n_cur").asDouble() - expected.path("missing_cur").asInt();
        return expected.has("ks") && n * m / (n + m) % 1 == 0.5;
    }

    /** SciPy's t of two constants is what is left of rounding: ours is the one that is documented. */
    private static void withoutNoise(String where, JsonNode expected, JsonNode report) {
        boolean same = expected.get("summary_ref")
                .get("min")
                .equals(expected.get("summary_cur").get("min"));
        assertThat(report.get("p").asDouble()).as(where).isEqualTo(same ? 1 : 0);
    }

    private static boolean constant(JsonNode expected, String summary) {
        return expected.get(summary).get("min").equals(expected.get(summary).get("max"));
    }

    private static void agree(String where, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            expected.fieldNames()
                    .forEachRemaining(key -> agree(where + "." + key, expected.get(key), actual.path(key)));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                agree(where + "[" + i + "]", expected.get(i), actual.get(i));
            }
        } else if (expected.isNumber()) {
            assertThat(actual.isNumber()).as(where + " is a number").isTrue();
            number(where, expected.asDouble(), actual.asDouble());
        } else if (expected.isNull()) {
            undefined(where, actual);
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    private static void number(String where, double expected, double actual) {
        String key = where.substring(where.lastIndexOf('.') + 1);
        if (!Set.of("p", "p_asymp", "p_exact", "p_asymp_plain_kolmogorov", "fisher_exact_p")
                .contains(key)) {
            assertThat(actual).as(where).isCloseTo(expected, within(1e-9 + 1e-6 * Math.abs(expected)));
        } else if (expected > 1e-12) {
            assertThat(actual).as(where).isCloseTo(expected, withinPercentage(0.1));
        } else {
            assertThat(actual).as(where).isBetween(0.0, 1e-10);
        }
    }

    private static void undefined(String where, JsonNode actual) {
        if (!where.endsWith("ks.p_exact")) { // SciPy gives up earlier
            assertThat(actual.asDouble()).as(where).isNaN();
        }
    }

    private static void allFinite(String where, JsonNode actual) {
        assertThat(actual.isContainerNode()).as(where).isTrue();
        actual.forEach(leaf -> assertThat(leaf.isContainerNode() || Double.isFinite(leaf.asDouble()))
                .as(where)
                .isTrue());
    }

    private static double[] numbers(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(value -> value.isNull() ? Double.NaN : value.asDouble())
                .toArray();
    }

    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.isNull() ? null : value.asText()));
        return texts;
    }
}
