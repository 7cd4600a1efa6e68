package io.millrace.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that an environment variable names, for the value that it holds: mostly a secret. No message repeats the value. */
public final class VariableFile {
    private static final long LARGEST = 1 << 20;

    private VariableFile() {}

    /**
     * What the file holds; secrets that tools write end in a newline that is not theirs.
     *
     * @param variable that names the file, for messages
     * @throws ServiceFailure where it cannot be read
     */
    public static String content(String variable, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST) {
                throw new ServiceFailure(variable + ": " + file + " is larger than 1 MiB: it holds no setting");
            }
            return Files.readString(path).replaceFirst("\\r?\\n\\z", "");
        } catch (NoSuchFileException e) {
            throw new ServiceFailure(
                    variable + ": there is no file " + file + ": name the one that holds the value", e);
        } catch (IOException | InvalidPathException e) {
            throw new ServiceFailure(
                    variable + ": cannot read " + file + " as UTF-8 text ("
                            + e.getClass().getSimpleName() + "): check its content and that this user may read it",
                    e);
        }
    }
}
