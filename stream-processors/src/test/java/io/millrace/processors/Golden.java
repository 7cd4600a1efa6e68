package io.millrace.processors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Topology descriptions as they were agreed on. To agree on another, replace the file by what the failing test shows.
 */
final class Golden {
    private Golden() {}

    static String read(String name) throws IOException {
        return Files.readString(Path.of("src", "test", "resources", name), StandardCharsets.UTF_8);
    }
}
