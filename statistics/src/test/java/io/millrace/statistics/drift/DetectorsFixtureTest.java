package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.statistics.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Agreement with MOA's recorded alarms. */
class DetectorsFixtureTest {
    private static final Set<String> NOT_OFFERED =
            Set.of("RDDM", "GMA", "EWMA", "STEPD", "SEED", "SeqDrift1", "SeqDrift2");
    private static final Pattern NAME = Pattern.compile("([A-Za-z_]+)(?:\\(([0-9.]+)\\)|-l([0-9.]+))?");
    private static final int NEAR = 64;

    @Test
    void shouldAlarmWhereMoaDoes() throws IOException {
        int compared = 0;
        for (Path file : Fixtures.files("detectors", "detector_fixtures*.json")) {
            for (JsonNode fixture : new ObjectMapper().readTree(file.toFile()).get("fixtures")) {
                if (!NOT_OFFERED.contains(fixture.get("detector").asText())) {
                    compare(fixture, file.resolveSibling("detector_streams"));
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private static void compare(JsonNode fixture, Path streams) throws IOException {
        String where = fixture.get("detector").asText() + " on "
                + fixture.get("stream").asText();
        List<Integer> changes = new ArrayList<>();
        List<Integer> warnings = new ArrayList<>();
        Detector detector = detector(fixture.get("detector").asText());
        int index = 0;
        for (String line :
                Files.readAllLines(streams.resolve(fixture.get("stream").asText() + ".txt"))) {
            Signal signal = detector.update(Double.parseDouble(line));
            if (signal == Signal.DRIFT) {
                changes.add(index);
            } else if (signal == Signal.WARNING) {
                warnings.add(index);
            }
            index++;
        }
        List<Integer> expected = new ArrayList<>();
        fixture.get("changes").forEach(change -> expected.add(change.asInt()));
        if (where.startsWith("ADWIN")) {
            near(where, changes, expected);
        } else {
            assertThat(changes).as(where).isEqualTo(expected);
        }
        assertThat(warnings)
                .as("warnings of " + where)
                .hasSize(fixture.get("warnings").asInt());
        assertThat(warnings.isEmpty() ? -1 : warnings.get(0))
                .as("first warning of " + where)
                .isEqualTo(fixture.get("first_warning").asInt());
    }

    private static void near(String where, List<Integer> changes, List<Integer> expected) {
        assertThat(changes).as(where).hasSameSizeAs(expected);
        for (int i = 0; i < changes.size(); i++) {
            assertThat(Math.abs(changes.get(i) - expected.get(i))).as(where).isLessThanOrEqualTo(NEAR);
        }
    }

    /** {@code ADWIN(δ)}, {@code PageHinkley-lλ}, or the bare name. */
    private static Detector detector(String fixture) {
        Matcher name = NAME.matcher(fixture);
        assertThat(name.matches()).as("unknown kind of fixture: " + fixture).isTrue();
        if (name.group(2) != null) {
            return Detectors.of(name.group(1), Map.of("delta", Double.valueOf(name.group(2))));
        }
        return Detectors.of(
                name.group(1), name.group(3) == null ? Map.of() : Map.of("lambda", Double.valueOf(name.group(3))));
    }
}
