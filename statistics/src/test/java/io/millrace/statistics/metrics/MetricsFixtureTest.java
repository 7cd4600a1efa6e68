package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.statistics.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agreement with scikit-learn's numbers. */
class MetricsFixtureTest {
    @Test
    void shouldAgreeOnWholeSamples() throws IOException {
        for (JsonNode fixture : Fixtures.read("metrics_*.json")) {
            String task = fixture.get("task").asText();
            if (task.equals("binary") || task.equals("multiclass")) {
                ConfusionMatrix matrix = matrixOf(fixture);
                JsonNode expected = fixture.get("expected");
                check(fixture, "accuracy", matrix.accuracy(), expected.get("accuracy"));
                check(fixture, "kappa", matrix.kappa(), expected.get("kappa"));
            }
        }
    }

    @Test
    void shouldAgreeAlongStreams() throws IOException {
        for (JsonNode fixture : Fixtures.read("metrics_*.json")) {
            if (fixture.get("task").asText().equals("prequential")) {
                agreeAlong(fixture);
            }
        }
    }

    private static void agreeAlong(JsonNode fixture) {
        List<String> labels = classesOf(fixture);
        Prequential stream = new Prequential(labels.size());
        SlidingMean window = new SlidingMean(fixture.get("window").asInt());
        int row = 0;
        for (JsonNode expected : fixture.get("expected").get("checkpoints")) {
            for (; row < expected.get("after").asInt(); row++) {
                String actual = fixture.get("y_true").get(row).asText();
                String predicted = fixture.get("y_pred").get(row).asText();
                stream.update(labels.indexOf(actual), labels.indexOf(predicted));
                window.update(actual.equals(predicted) ? 1 : 0);
            }
            check(fixture, "accuracy", stream.accuracy(), expected.get("cum_accuracy"));
            check(fixture, "kappa", stream.kappa(), expected.get("cum_kappa"));
            check(fixture, "kappaMajority", stream.kappaMajority(), expected.get("cum_kappa_m"));
            check(fixture, "kappaTemporal", stream.kappaTemporal(), expected.get("cum_kappa_temporal"));
            check(fixture, "window accuracy", window.mean(), expected.get("window_accuracy"));
        }
    }

    private static ConfusionMatrix matrixOf(JsonNode fixture) {
        List<String> classes = classesOf(fixture);
        ConfusionMatrix matrix = new ConfusionMatrix(classes.size());
        for (int row = 0; row < fixture.get("y_true").size(); row++) {
            matrix.update(
                    classes.indexOf(fixture.get("y_true").get(row).asText()),
                    classes.indexOf(fixture.get("y_pred").get(row).asText()));
        }
        return matrix;
    }

    private static List<String> classesOf(JsonNode fixture) {
        List<String> classes = new ArrayList<>();
        for (String field : List.of("y_true", "y_pred")) {
            fixture.get(field).forEach(value -> {
                if (!classes.contains(value.asText())) {
                    classes.add(value.asText());
                }
            });
        }
        return classes;
    }

    private static void check(JsonNode fixture, String metric, double value, JsonNode expected) {
        String where = fixture.get("name").asText() + ": " + metric;
        if (expected.isNull()) {
            assertThat(value).as(where).isNaN();
        } else {
            assertThat(value).as(where).isCloseTo(expected.asDouble(), within(1e-9 + 1e-9 * Math.abs(value)));
        }
    }
}
