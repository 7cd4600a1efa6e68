package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that nobody here wrote; skipped where they are not at hand (-Dmillrace.fixtures=FOLDER says where they are). */
class InferenceOnRealDataTest {
    private static final Path STREAMS = Path.of(System.getProperty("millrace.fixtures", "../../shared/data"))
            .resolve("streams");

    @ParameterizedTest
    @CsvSource({
        "adult, income, 2",
        "bank_marketing, y, 2",
        "electricity, class, 2",
        "foodmart_baskets, member_card, 4",
        "moving_squares, class, 4",
        "phishing_river, is_phishing, 2",
        "r_spam, type, 2"
    })
    void shouldInferADefinitionThatCanBeRead(String table, String label, int classes) throws IOException {
        String yaml = infer(table, label);

        PipelineDefinition pipeline = PipelineReader.parse(yaml, table + ".yaml");

        assertThat(pipeline.label().classes()).hasSize(classes);
        assertThat(pipeline.encodedColumns()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({"bike_sharing_hour, cnt", "flights20k, delay", "trump_approval, five_thirty_eight"})
    void shouldPredictNumbers(String table, String label) throws IOException {
        PipelineDefinition pipeline = PipelineReader.parse(infer(table, label), table + ".yaml");

        assertThat(pipeline.task()).isEqualTo(PipelineDefinition.Task.REGRESSION);
        assertThat(pipeline.label().isNumber()).isTrue();
    }

    @Test
    void shouldKnowTheColumnsOfElectricity() throws IOException {
        PipelineDefinition pipeline = PipelineReader.parse(infer("electricity", "class"), "electricity.yaml");

        assertThat(pipeline.columns())
                .extracting(column -> column.name() + " " + Scalars.spelled(column.type()))
                .containsExactly(
                        "date numeric",
                        "day categorical",
                        "period numeric",
                        "nswprice numeric",
                        "nswdemand numeric",
                        "vicprice numeric",
                        "vicdemand numeric",
                        "transfer numeric");
        assertThat(pipeline.label().classes()).containsExactly("DOWN", "UP");
    }

    private static String infer(String table, String label) throws IOException {
        assumePresent(table);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file(table)));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> header = List.of(cells(lines.readLine()));
            return DefinitionInference.infer(
                    DefinitionInference.pipelineName(table),
                    label,
                    header,
                    lines.lines().map(InferenceOnRealDataTest::cells).iterator());
        }
    }

    /** Enough of CSV for these tables: no line breaks and no quotes inside quotes. */
    private static String[] cells(String line) {
        String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        return Arrays.stream(cells).map(cell -> cell.replace("\"", "")).toArray(String[]::new);
    }

    private static void assumePresent(String table) {
        assumeTrue(Files.exists(file(table)), () -> "skipped: no " + file(table));
    }

    private static Path file(String table) {
        return STREAMS.resolve(table + ".csv.gz");
    }
}
