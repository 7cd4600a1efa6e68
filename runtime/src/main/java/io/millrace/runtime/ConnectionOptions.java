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
            description =
                    "Schema registry, or several separated by commas. Environment: MILLRACE_SCHEMA_REGISTRY; its login and TLS: MILLRACE_SCHEMA_REGISTRY_<PROPERTY>[_FILE].")
    String schemaRegistry;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_KAFKA_PROPERTIES}",
            description =
                    "Java properties for every Kafka client, such as TLS and SASL settings. Environment: MILLRACE_KAFKA_PROPERTIES; single ones: MILLRACE_KAFKA_<PROPERTY>[_FILE].")
    Path properties;

    /**
     * The cluster that was named; empty where none was. TLS, logins and the like come from the environment of the process.
     *
     * @throws ServiceFailure where only half of it was named, or a setting cannot be used
     */
    public Optional<KafkaConnection> connection() {
        return connection(System.getenv());
    }

    /** The same with another environment. */
    Optional<KafkaConnection> connection(Map<String, String> environment) {
        if (isBlank(bootstrapServers) && isBlank(schemaRegistry)) {
            return Optional.empty();
        }
        if (isBlank(bootstrapServers) || isBlank(schemaRegistry)) {
            throw new ServiceFailure("--bootstrap-servers and --schema-registry go together: "
                    + (isBlank(schemaRegistry) ? "--schema-registry" : "--bootstrap-servers") + " is missing");
        }
        return Optional.of(new KafkaConnection(
                bootstrapServers,
                withoutUser(schemaRegistry),
                KafkaVariables.read(environment, read(properties)),
                RegistryVariables.read(environment)));
    }

    /**
     * The brokers alone, for what needs no registry.
     *
     * @throws ServiceFailure where they were not named, or a setting cannot be used
     */
    KafkaConnection brokers(Map<String, String> environment) {
        if (isBlank(bootstrapServers)) {
            throw new ServiceFailure("no cluster named: give --bootstrap-servers or MILLRACE_BOOTSTRAP_SERVERS");
        }
        return new KafkaConnection(bootstrapServers, "", KafkaVariables.read(environment, read(properties)));
    }

    /** A user in the address would be in every message and log line that names the registry. */
    private static String withoutUser(String urls) {
        for (String url : urls.split(",")) {
            if (url.contains("@")) {
                throw new ServiceFailure(
                        "--schema-registry holds a user or a password: take it out and name its file in"
                                + " MILLRACE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE");
            }
        }
        return urls;
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
