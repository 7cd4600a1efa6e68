package io.millrace.runtime;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where Kafka and the schema registry are, as options of a command line. Each may come from the environment instead. */
public final class ConnectionOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:MILLRACE_BOOTSTRAP_SERVERS}",
            description = "Kafka brokers, separated by commas. Environment: MILLRACE_BOOTSTRAP_SERVERS.")
    String bootstrapServers;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:MILLRACE_SCHEMA_REGISTRY}",
            description = "Schema registry. Environment: MILLRACE_SCHEMA_REGISTRY.")
    String schemaRegistry;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_KAFKA_PROPERTIES}",
            description =
                    "Java properties for every Kafka client, such as TLS and SASL settings. Environment: MILLRACE_KAFKA_PROPERTIES.")
    Path properties;

    /**
     * The cluster that was named; empty where none was.
     *
     * @throws ServiceFailure where only half of it was named, or the properties cannot be read
     */
    public Optional<KafkaConnection> connection() {
        if (isBlank(bootstrapServers) && isBlank(schemaRegistry)) {
            return Optional.empty();
        }
        if (isBlank(bootstrapServers) || isBlank(schemaRegistry)) {
            throw new ServiceFailure("--bootstrap-servers and --schema-registry go together: "
                    + (isBlank(schemaRegistry) ? "--schema-registry" : "--bootstrap-servers") + " is missing");
        }
        return Optional.of(new KafkaConnection(bootstrapServers, schemaRegistry, read(properties)));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> read = new HashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new ServiceFailure("cannot read --kafka-properties " + file + ": " + e.getMessage(), e);
            }
            properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        }
        return read;
    }
}
