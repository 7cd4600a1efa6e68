package io.millrace.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Name of one instance of a service among its equals, kept in its state directory. With it a restarted instance ends the
 * transactions of its last incarnation at once, instead of waiting until they time out.
 */
final class InstanceId {
    private static final String FILE = "instance-id";

    private InstanceId() {}

    /** @throws ServiceFailure where the directory cannot be written */
    static String in(Path stateDirectory) {
        Path file = stateDirectory.resolve(FILE);
        try {
            Files.createDirectories(stateDirectory);
            if (!Files.exists(file) || Files.size(file) == 0) {
                Files.writeString(file, UUID.randomUUID().toString().substring(0, 8));
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new ServiceFailure(
                    "cannot use the state directory " + stateDirectory + " (" + e + "): choose another", e);
        }
    }
}
