package io.millrace.runtime;

import io.millrace.schemas.pipeline.Spelling;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The {@code MILLRACE_KAFKA_*} environment variables: any property of Kafka's clients. */
final class KafkaVariables {
    static final String PREFIX = "MILLRACE_KAFKA_";
    static final String USERNAME = PREFIX + "USERNAME";
    static final String PASSWORD = PREFIX + "PASSWORD";

    /** Taken by something else than a property of the same name. */
    private static final String PROPERTIES_FILE = PREFIX + "PROPERTIES";

    private static final List<String> STREAMS_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");
    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Set<String> MECHANISMS =
            Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "GSSAPI");
    /** What the delivery guarantee or the identity of a service rests on. */
    private static final Set<String> OWN = Set.of(
            "bootstrap.servers",
            "group.id",
            "application.id",
            "transactional.id",
            "isolation.level",
            "enable.auto.commit",
            "auto.offset.reset",
            "enable.idempotence",
            "acks",
            "processing.guarantee",
            "state.dir");

    private KafkaVariables() {}

    /**
     * Properties of a file, as they are, and of the environment, checked.
     *
     * @throws ServiceFailure where a variable cannot be used, or two settings contradict each other
     */
    static Map<String, String> read(Map<String, String> environment, Map<String, String> file) {
        PropertyVariables variables = new PropertyVariables(PREFIX, "Kafka", known());
        Map<String, String> login = new PropertyVariables(PREFIX, "Kafka", Set.of("username", "password"))
                .read(only(environment, USERNAME, PASSWORD), Set.of());
        Map<String, String> given = variables.read(
                environment, Set.of(PROPERTIES_FILE, USERNAME, USERNAME + "_FILE", PASSWORD, PASSWORD + "_FILE"));
        for (String property : given.keySet()) {
            if (file.containsKey(property)) {
                throw new ServiceFailure(variables.variable(property) + " and --kafka-properties both give " + property
                        + ": give it once");
            }
            if (OWN.contains(property)) {
                throw new ServiceFailure(variables.variable(property) + ": Millrace sets " + property
                        + " itself: unset it"
                        + (property.equals("bootstrap.servers") ? " and use MILLRACE_BOOTSTRAP_SERVERS" : ""));
            }
        }
        Map<String, String> properties = new TreeMap<>(file);
        properties.putAll(given);
        oneOf(properties, "security.protocol", PROTOCOLS);
        oneOf(properties, "sasl.mechanism", MECHANISMS);
        StoreTypes.complete(properties, "");
        SaslLogin.complete(
                properties, Optional.ofNullable(login.get("username")), Optional.ofNullable(login.get("password")));
        demandTransport(properties);
        return properties;
    }

    private static void oneOf(Map<String, String> properties, String property, Set<String> values) {
        String value = properties.get(property);
        if (value != null && !values.contains(value)) {
            throw new ServiceFailure(
                    property + ": '" + value + "' is none of " + new TreeSet<>(values) + Spelling.hint(value, values));
        }
    }

    /** Settings for what is not switched on would be passed over without a word, and the client would go unprotected. */
    private static void demandTransport(Map<String, String> properties) {
        String protocol = properties.getOrDefault("security.protocol", "PLAINTEXT");
        for (String property : properties.keySet()) {
            boolean missing = (property.startsWith("ssl.") && !protocol.endsWith("SSL"))
                    || (property.startsWith("sasl.") && !protocol.startsWith("SASL"));
            if (missing) {
                throw new ServiceFailure("settings of "
                        + property.substring(0, property.indexOf('.')).toUpperCase(Locale.ROOT)
                        + " are given (" + property + "), but security.protocol is " + protocol
                        + ": set " + PREFIX + "SECURITY_PROTOCOL, for instance to SASL_SSL");
            }
        }
    }

    private static Map<String, String> only(Map<String, String> environment, String... names) {
        Map<String, String> found = new TreeMap<>();
        for (String name : names) {
            for (String variable : List.of(name, name + "_FILE")) {
                Optional.ofNullable(environment.get(variable)).ifPresent(value -> found.put(variable, value));
            }
        }
        return found;
    }

    private static Set<String> known() {
        Set<String> clients = new HashSet<>(ConsumerConfig.configNames());
        clients.addAll(ProducerConfig.configNames());
        clients.addAll(AdminClientConfig.configNames());
        Set<String> all = new HashSet<>(clients);
        all.addAll(StreamsConfig.configDef().names());
        for (String prefix : STREAMS_PREFIXES) {
            clients.forEach(property -> all.add(prefix + property));
        }
        return all;
    }
}
