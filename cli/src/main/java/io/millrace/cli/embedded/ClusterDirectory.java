package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The directory of one embedded cluster: {@code node-1/} is the broker's, {@code ports.properties} what it listened on last. */
final class ClusterDirectory implements AutoCloseable {
    private static final String PORTS = "ports.properties";

    private final Path path;
    private final DirectoryLock lock;

    private ClusterDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws ServiceFailure where it cannot be made or written, has too little room, or another process uses it */
    static ClusterDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new ServiceFailure(
                    "cannot make the data directory " + path + " (" + e + "): choose another with --data-dir", e);
        }
        DirectoryLock lock = DirectoryLock.take(path);
        try {
            DiskWatch.checkAtStart(path);
            return new ClusterDirectory(path, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    Path node() {
        return path.resolve("node-1");
    }

    Optional<ChosenPorts> rememberedPorts() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path.resolve(PORTS))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return ChosenPorts.read(properties);
    }

    void remember(ChosenPorts ports) {
        try (Writer writer = Files.newBufferedWriter(path.resolve(PORTS))) {
            ports.properties()
                    .store(writer, "What the embedded cluster listened on last, to be taken again where free");
        } catch (IOException e) {
            throw new ServiceFailure(
                    "cannot write to the data directory " + path + " (" + e
                            + "): mend it, or choose another with --data-dir",
                    e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
