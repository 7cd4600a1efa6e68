package io.millrace.cli.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanRunTest {
    private static final Path EXAMPLE = Path.of("../examples/cleaning");

    /** A dirty stream with its right answers, made by others; skipped where it is not at hand (-Dmillrace.fixtures=FOLDER). */
    private static final Path FIXTURES = Path.of(System.getProperty("millrace.fixtures", "../../shared/data"))
            .resolve("cleaning");

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PipelineDefinition rentals = PipelineReader.read(EXAMPLE.resolve("rentals.yaml"));

    @TempDir
    private Path directory;

    @Test
    void shouldSayOfEachLineWhatBecameOfIt() throws IOException {
        String shown = clean(EXAMPLE.resolve("raw.csv")).shown("raw.csv");

        assertThat(shown)
                .contains("raw.csv: 11 lines, 6 accepted, 5 put aside")
                .containsPattern("put aside +wrong-type \\(ts\\) +1")
                .containsPattern("missing in accepted ones +wind_kmh +1")
                .containsPattern("outside the vocabulary +season +1");
        assertThat(rows("dispositions.csv"))
                .extracting(row -> row.get("line") + " " + row.get("id") + " " + row.get("disposition"))
                .containsExactly(
                        "2 r1 accept",
                        "3 r2 accept",
                        "4 r3 accept",
                        "5 r4 accept",
                        "6 r1 duplicate",
                        "7 r5 late",
                        "8 r6 accept",
                        "9 r7 late",
                        "10 r8 dead_letter:wrong-type",
                        "11  dead_letter:malformed",
                        "12 r10 accept");
    }

    @Test
    void shouldWriteEveryCleanRecordInOneSpelling() throws IOException {
        clean(EXAMPLE.resolve("raw.csv"));

        assertThat(Files.readAllLines(directory.resolve("cleaned.csv")))
                .startsWith(
                        "event_id,ts,season,weather,holiday,temp_c,humidity_pct,wind_kmh,casual,registered,count",
                        "r1,2024-05-01T06:00:00Z,spring,clear,false,11.5,64,12,3,40,43",
                        "r2,2024-05-01T07:00:00Z,spring,light_rain,false,12.5,64,12,3,41,44",
                        "r3,2024-05-01T08:00:00Z,spring,light_rain,false,12.5,,,,52,",
                        "r4,2024-05-01T09:00:00Z,unknown,mist,true,13,70,10,5,,60");
    }

    @Test
    void shouldShowWhatStandsInForMissingValues() throws IOException {
        PipelineDefinition trips = PipelineReader.parse("""
                name: trips
                task: binary-classification
                source: {entity: rider}
                label: {classes: [a, b]}
                profiles: {window: 1h}
                columns:
                  - {name: km, type: numeric, missing: median, warmup: 900, outliers: {by: iqr, action: reject}}
                  - {name: fare, type: numeric, missing: constant, fill: 2.5}
                  - {name: zone, type: categorical, missing: last}
                  - {name: rider, type: ignored}
                """, "trips.yaml");
        List<String> lines = new ArrayList<>(List.of("km,fare,zone,rider", ",,,x"));
        for (int i = 1; i <= 999; i++) {
            lines.add(i + ",1," + (i % 2 == 0 ? "north,x" : "south,y"));
        }
        lines.add(",,,x");
        lines.add("5000,1,,y");
        Path file = Files.write(directory.resolve("trips.csv"), lines);

        String shown = new CleanRun(trips, file, NOW)
                .run(Optional.of(directory.resolve("cleaned.csv")), Optional.empty())
                .shown("trips.csv");

        List<String> cleaned = Files.readAllLines(directory.resolve("cleaned.csv"));
        assertThat(cleaned.get(1)).as("nothing is known yet").isEqualTo("\"\",2.5,,x");
        assertThat(cleaned).hasSize(1_002);
        String[] filled = cleaned.get(1_001).split(",");
        assertThat(Double.parseDouble(filled[0])).isBetween(450.0, 550.0);
        assertThat(filled).endsWith("2.5", "north", "x");
        assertThat(shown)
                .containsPattern("put aside +outlier \\(km\\) +1")
                .containsPattern("missing in accepted ones +zone +2");
    }

    @Test
    void shouldNameTheColumnThatAFileLacks() throws IOException {
        Path file = Files.writeString(directory.resolve("raw.csv"), "event_id,ts\n");
        assertThatThrownBy(() -> clean(file))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("raw.csv:1: lacks columns 'season'");
    }

    @Test
    void shouldNameTheFileThatCannotBeWritten() {
        Path nowhere = directory.resolve("no/such/folder.csv");
        CleanRun run = new CleanRun(rentals, EXAMPLE.resolve("raw.csv"), NOW);
        assertThatThrownBy(() -> run.run(Optional.of(nowhere), Optional.empty()))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("cannot write --out " + nowhere);
    }

    @Test
    void shouldCleanAForeignStreamAsItsContractWants() throws IOException {
        assumeTrue(Files.exists(FIXTURES), "the dirty stream is not there: skipped");
        clean(FIXTURES.resolve("raw_public.csv"));

        Map<String, CSVRecord> cleaned = byId(directory.resolve("cleaned.csv"));
        Map<String, CSVRecord> expected = byId(FIXTURES.resolve("expected_public.csv"));
        assertThat(cleaned.keySet()).isEqualTo(expected.keySet());
        expected.forEach((id, row) -> row.toMap()
                .forEach((column, value) -> assertThat(plain(cleaned.get(id).get(column)))
                        .as(id + " " + column)
                        .isEqualTo(plain(value))));
        assertThat(rows("dispositions.csv"))
                .extracting(
                        row -> row.get("line") + " " + row.get("disposition").split(":")[0])
                .isEqualTo(expectedDispositions());
    }

    private static List<String> expectedDispositions() throws IOException {
        List<String> expected = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(FIXTURES.resolve("dispositions_public.jsonl"))) {
            JsonNode told = json.readTree(line);
            expected.add(told.get("line").asText() + " "
                    + told.get("disposition").asText().split(":")[0]);
        }
        return expected;
    }

    /** 37.0 and 37 are the same number. */
    private static String plain(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private Findings clean(Path file) {
        return new CleanRun(rentals, file, NOW)
                .run(Optional.of(directory.resolve("cleaned.csv")), Optional.of(directory.resolve("dispositions.csv")));
    }

    private List<CSVRecord> rows(String file) throws IOException {
        return read(directory.resolve(file));
    }

    private static Map<String, CSVRecord> byId(Path file) throws IOException {
        return read(file).stream().collect(Collectors.toMap(row -> row.get("event_id"), row -> row));
    }

    private static List<CSVRecord> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }
}
