package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.FieldPath;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records, and what they are known to become. Models in the field were trained on these vectors: where one must change,
 * {@link Fingerprint}'s ENCODER_FORMAT goes up with it, and -Dmillrace.renewVectors=true writes the new ones.
 */
class GoldenVectorsTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"first-release", "every-type"})
    void shouldEncodeAsEver(String folder) throws IOException {
        List<String> encoded = encoded(folder);
        Path vectors = GOLDEN.resolve(folder).resolve("vectors.txt");
        if (Boolean.getBoolean("millrace.renewVectors")) {
            Files.write(vectors, encoded);
        }
        List<String> known = Files.readAllLines(vectors);
        assertThat(encoded).hasSameSizeAs(known);
        for (int line = 0; line < known.size(); line++) {
            assertThat(comparable(encoded.get(line)))
                    .as("%s, line %d", vectors, line + 1)
                    .isEqualTo(comparable(known.get(line)));
        }
    }

    @Test
    void shouldHaveAColumnOfEveryType() {
        assertThat(definition("every-type").columns()).extracting(Column::type).contains(Column.Type.values());
    }

    /** The fingerprint, then a line for each record: its vector, or why it has none. */
    private static List<String> encoded(String folder) throws IOException {
        Encoder encoder = Encoder.of(definition(folder));
        List<String> lines = new ArrayList<>(List.of(encoder.fingerprint()));
        for (String line : Files.readAllLines(GOLDEN.resolve(folder).resolve("records.jsonl"))) {
            Map<String, Object> record = JSON.readValue(line, new TypeReference<>() {});
            lines.add(shown(encoder.encode(name -> FieldPath.of(name).in(record))));
        }
        return lines;
    }

    private static PipelineDefinition definition(String folder) {
        return PipelineReader.read(GOLDEN.resolve(folder).resolve("definition.yaml"));
    }

    private static String shown(Encoding encoding) {
        if (encoding instanceof Encoded encoded) {
            return encoded.missing() + " missing, " + encoded.unseen() + " unseen, at "
                    + encoded.eventTimeMillis().orElse(-1) + ": " + encoded.values();
        }
        Refused refused = (Refused) encoding;
        return refused.reason().code() + " in " + refused.field() + ": " + refused.message();
    }

    /** Vectors as numbers, for Java versions differ in the digits they write of a float. */
    private static List<Object> comparable(String line) {
        int start = line.indexOf(": [");
        if (start < 0 || !line.endsWith("]")) {
            return List.of(line);
        }
        List<Object> parts = new ArrayList<>(List.of(line.substring(0, start)));
        for (String value : line.substring(start + 3, line.length() - 1).split(", ")) {
            parts.add(Float.valueOf(value));
        }
        return parts;
    }
}
