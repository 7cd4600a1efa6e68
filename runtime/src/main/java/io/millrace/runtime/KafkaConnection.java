package io.millrace.runtime;

import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.serde.SchemaRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Kafka and the schema registry are, and the client settings that every service uses alike.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param schemaRegistry base URL or URLs, separated by commas
 * @param properties more client properties (TLS, SASL), passed to every Kafka client
 * @param registryProperties settings of Confluent's registry client (login, TLS)
 */
public record KafkaConnection(
        String bootstrapServers,
        String schemaRegistry,
        Map<String, String> properties,
        Map<String, String> registryProperties) {
    /** A client that died without a word is missed after this long; the embedded broker allows it this short. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int BRIEF_FETCH_MILLIS = 20;

    /** The client's own minute would outlast whoever waits for it. */
    private static final String REGISTRY_TIMEOUT_MILLIS = "10000";

    private static final Pattern USERNAME = Pattern.compile("\\busername=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    public KafkaConnection {
        properties = Map.copyOf(properties);
        registryProperties = Map.copyOf(registryProperties);
    }

    /** To a registry that asks for nothing. */
    public KafkaConnection(String bootstrapServers, String schemaRegistry, Map<String, String> properties) {
        this(bootstrapServers, schemaRegistry, properties, Map.of());
    }

    /** Whom the clients log in as, where a setting says so. */
    public Optional<String> user() {
        String token = properties.get("sasl.oauthbearer.client.credentials.client.id");
        Matcher login = USERNAME.matcher(properties.getOrDefault("sasl.jaas.config", ""));
        return login.find() ? Optional.of(login.group(1).replaceAll("\\\\(.)", "$1")) : Optional.ofNullable(token);
    }

    /** Settings for an admin client. */
    public Map<String, Object> admin() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    /** Settings for a consumer that reads committed records only, from the beginning where it has no position, and commits by hand. */
    public Map<String, Object> consumer() {
        Map<String, Object> settings = admin();
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        return settings;
    }

    /**
     * The same for one that reads what is there and is closed again. A fetch that is under way when all is read is waited for by
     * whatever is asked next, and by closing, so its broker must not hold it back for what may yet come (half a second by default).
     */
    public Map<String, Object> briefConsumer() {
        Map<String, Object> settings = consumer();
        settings.put("fetch.max.wait.ms", BRIEF_FETCH_MILLIS);
        return settings;
    }

    /** The same for a member of a group; a member that was killed is replaced after the session timeout. */
    public Map<String, Object> consumer(String group) {
        Map<String, Object> settings = consumer();
        settings.put("group.id", group);
        settings.put("session.timeout.ms", SESSION_TIMEOUT_MILLIS);
        settings.put("heartbeat.interval.ms", 1_000);
        settings.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        return settings;
    }

    /** Settings for an idempotent producer without transactions. */
    public Map<String, Object> producer() {
        Map<String, Object> settings = admin();
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", 5);
        return settings;
    }

    /**
     * Settings for a transactional producer.
     *
     * @param transactionalId the same for every incarnation of one worker: a new one fences the old one off
     */
    public Map<String, Object> producer(String transactionalId) {
        Map<String, Object> settings = producer();
        settings.put("transactional.id", transactionalId);
        settings.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        return settings;
    }

    /** Settings for a Kafka Streams application. */
    public Map<String, Object> streams(String applicationId, Path stateDirectory, Delivery delivery) {
        Map<String, Object> settings = admin();
        settings.put("application.id", applicationId);
        settings.put("state.dir", stateDirectory.toString());
        settings.put("processing.guarantee", delivery == Delivery.EXACTLY_ONCE ? "exactly_once_v2" : "at_least_once");
        settings.put("commit.interval.ms", 100);
        settings.put("num.stream.threads", 1);
        settings.put("ensure.explicit.internal.resource.naming", true);
        settings.put("main.consumer.session.timeout.ms", SESSION_TIMEOUT_MILLIS);
        settings.put("main.consumer.heartbeat.interval.ms", 1_000);
        settings.put("consumer.auto.offset.reset", "earliest");
        settings.put("producer.transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        settings.put("producer.compression.type", "lz4");
        settings.put("producer.linger.ms", 5);
        return settings;
    }

    /** A new client of the schema registry; share one per service. */
    public SchemaRegistry registry() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("http.connect.timeout.ms", REGISTRY_TIMEOUT_MILLIS);
        settings.put("http.read.timeout.ms", REGISTRY_TIMEOUT_MILLIS);
        settings.putAll(registryProperties);
        try {
            return new SchemaRegistry(schemaRegistry, settings);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            Throwable root = Causes.of(e).reduce((first, second) -> second).orElse(e);
            throw new ServiceFailure(
                    "the client of the schema registry cannot be made (" + root + "): check MILLRACE_SCHEMA_REGISTRY_"
                            + (e instanceof Error ? "*; this build knows logins by user or fixed token only" : "*"),
                    e);
        }
    }

    /** Names the settings without their values: some are secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=" + bootstrapServers + ", schemaRegistry=" + schemaRegistry
                + ", properties=" + new TreeSet<>(properties.keySet()) + ", registryProperties="
                + new TreeSet<>(registryProperties.keySet()) + "]";
    }
}
