package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dirty values with their right answers, made by others; skipped where they are not at hand (-Dmillrace.fixtures=FOLDER). */
class DirtyCellsTest {
    private static final Path CELLS = Path.of(System.getProperty("millrace.fixtures", "../../shared/data"))
            .resolve("cleaning/corruptions_public.jsonl");

    private static final String MISSING =
            "missingTokens: ['', NA, 'null', '?', N/A, NaN, '-', None], invalid: missing, outside: missing";
    private static final String NUMERIC = "{name: x, type: numeric, decimal: either, " + MISSING;
    private static final String CATEGORICAL = "{name: x, type: categorical, spellings: words, " + MISSING;
    private static final String TIMES =
            "patterns: ['dd.MM.yyyy HH:mm', 'MM/dd/yyyy HH:mm', 'dd MMM yyyy HH:mm'], " + MISSING;

    private static final Map<String, String> COLUMNS = Map.of(
            "ts", "{name: x, type: timestamp, " + TIMES + "}",
            "season", CATEGORICAL + ", values: [winter, spring, summer, autumn]}",
            "weather", CATEGORICAL + ", values: [clear, mist, light_rain, heavy_rain]}",
            "holiday", "{name: x, type: boolean, " + MISSING + "}",
            "temp_c", NUMERIC + ", min: -30, max: 50, units: {°C: 1}}",
            "humidity_pct", NUMERIC + ", min: 0, max: 100, units: {'%': 1}}",
            "wind_kmh", NUMERIC + ", min: 0, max: 150, units: {km/h: 1}}",
            "casual", NUMERIC + ", min: 0, max: 2000}",
            "registered", NUMERIC + ", min: 0, max: 2000}",
            "count", NUMERIC + ", min: 0, max: 4000}");

    private static final Map<String, Encoder> ENCODERS =
            COLUMNS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, DirtyCellsTest::encoder));

    @Test
    void shouldReadEveryDirtyValueAsItsTableWants() throws IOException {
        assumeTrue(Files.exists(CELLS), "the dirty values are not there: skipped");
        List<String> wrong = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(CELLS)) {
            JsonNode cell = json.readTree(line);
            String column = cell.get("column").asText();
            Object read = read(column, cell.get("raw").asText());
            Object wanted = wanted(column, cell.get("expected"));
            if (!read.equals(wanted)) {
                wrong.add(line + " was read as " + read);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Object wanted(String column, JsonNode expected) {
        if (expected.isNull()) {
            return "missing";
        }
        String text = expected.asText();
        return switch (column) {
            case "ts" -> OptionalLong.of(Instant.parse(text).toEpochMilli());
            case "season", "weather", "holiday" -> encoded(column, text);
            default -> NumericEncoderTest.vector(Float.parseFloat(text));
        };
    }

    private static Object read(String column, String raw) {
        Encoding encoding = encoded(column, raw);
        if (!(encoding instanceof Encoded encoded)) {
            return encoding;
        } else if (encoded.missing() > 0) {
            return "missing";
        }
        return column.equals("ts") ? encoded.eventTimeMillis() : encoded;
    }

    private static Encoding encoded(String column, String raw) {
        return ENCODERS.get(column).encode(Pipelines.record("x", raw));
    }

    private static Encoder encoder(Map.Entry<String, String> column) {
        String source = column.getKey().equals("ts") ? "{eventTime: x}" : "{}";
        return Encoder.of(Pipelines.sourced(source, column.getValue()));
    }
}
