package io.millrace.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** Numbers that other people's libraries computed, from the folder that the system property {@code millrace.fixtures} names. */
public final class Fixtures {
    private Fixtures() {}

    /** Skips the test with one line where the file is not there. */
    public static List<JsonNode> read(String file) throws IOException {
        String folder = System.getProperty("millrace.fixtures", "");
        Path path = Path.of(folder, "fixtures", file);
        Assumptions.assumeTrue(
                !folder.isEmpty() && Files.exists(path),
                () -> "skipped: no " + file + "; give its folder with -Dmillrace.fixtures=DIR");
        JsonNode fixtures = new ObjectMapper().readTree(path.toFile()).get("fixtures");
        return StreamSupport.stream(fixtures.spliterator(), false).toList();
    }
}
