package io.millrace.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Numbers that other people's libraries computed, from the folder that the system property {@code millrace.fixtures} names. */
public final class Fixtures {
    private static final String FOLDER = System.getProperty("millrace.fixtures", "");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Fixtures() {}

    /** All fixtures of the files of that name, such as {@code drift_*.json}. Skips the test with one line where there are none. */
    public static List<JsonNode> read(String glob) throws IOException {
        List<JsonNode> fixtures = new ArrayList<>();
        for (Path file : files("fixtures", glob)) {
            MAPPER.readTree(file.toFile()).get("fixtures").forEach(fixtures::add);
        }
        return fixtures;
    }

    /** The files of that name in a folder inside. Skips the test with one line where there are none. */
    public static List<Path> files(String folder, String glob) throws IOException {
        Path inside = Path.of(FOLDER, folder);
        List<Path> files = new ArrayList<>();
        if (!FOLDER.isEmpty() && Files.isDirectory(inside)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(inside, glob)) {
                found.forEach(files::add);
            }
        }
        Assumptions.assumeFalse(
                files.isEmpty(), () -> "skipped: no " + glob + "; give its folder with -Dmillrace.fixtures=DIR");
        return files;
    }
}
