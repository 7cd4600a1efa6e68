package io.millrace.cli.process;

import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The one directory in which everything embedded keeps its data, and where it writes down how to reach it. */
public record DataDirectory(Path path) {
    private static final String CONNECTION = "connection.properties";

    /** The default place of a pipeline's data, below the working directory. */
    public static DataDirectory of(Path given, String pipeline) {
        return new DataDirectory(given == null ? Path.of(".millrace", pipeline) : given);
    }

    public Path kafka() {
        return path.resolve("kafka");
    }

    public Path state() {
        return path.resolve("state");
    }

    /** Makes the directory, and sends the log there from here on. */
    public DataDirectory open() {
        Path logs = path.resolve("logs");
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new ServiceFailure(
                    "cannot make the data directory " + path + " (" + e + "): choose another with --data-dir", e);
        }
        System.setProperty("millrace.logs", logs.toString());
        return this;
    }

    public void write(KafkaConnection connection) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", connection.bootstrapServers());
        properties.setProperty("schema.registry", connection.schemaRegistry());
        try (Writer writer = Files.newBufferedWriter(path.resolve(CONNECTION))) {
            properties.store(writer, "How to reach the cluster that keeps its data here, as of its last start");
        } catch (IOException e) {
            throw new ServiceFailure("cannot write " + path.resolve(CONNECTION) + ": " + e, e);
        }
    }

    /** The connection of the cluster that was last started here. */
    public Optional<KafkaConnection> connection() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path.resolve(CONNECTION))) {
            properties.load(reader);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new KafkaConnection(
                properties.getProperty("bootstrap.servers"), properties.getProperty("schema.registry"), Map.of()));
    }
}
