package io.millrace.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Schema ids for schemas and schemas for ids, through Confluent's client, remembered for ever. Thread-safe.
 *
 * <p>Subjects follow Confluent's TopicNameStrategy: {@code <topic>-value}.
 */
public final class SchemaRegistry {
    private static final String NO_SUBJECT = "no-such-subject";

    private final String urls;
    private final SchemaRegistryClient client;
    private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * @param urls one or more base URLs, separated by commas
     * @param configuration Confluent's client settings, such as {@code basic.auth.credentials.source}
     */
    public SchemaRegistry(String urls, Map<String, ?> configuration) {
        this(
                urls,
                new CachedSchemaRegistryClient(
                        Arrays.asList(urls.trim().split("\\s*,\\s*")),
                        1000,
                        List.of(new AvroSchemaProvider()),
                        configuration));
    }

    /** @param urls what to call the registry in messages */
    public SchemaRegistry(String urls, SchemaRegistryClient client) {
        this.urls = urls;
        this.client = client;
    }

    /**
     * Id of a schema under a topic's value subject, registered where it is new.
     *
     * @throws RegistryUnavailable where no answer came: try again
     * @throws RegistryRefused where the registry does not let this client do it
     * @throws SchemaRefused where the registry answered no, for instance because the schema breaks compatibility
     */
    public int idOf(String topic, Schema schema) {
        Registered key = new Registered(topic, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        String subject = topic + "-value";
        int id = ask("subject " + subject, () -> client.register(subject, new AvroSchema(schema)));
        schemas.putIfAbsent(id, schema);
        ids.put(key, id);
        return id;
    }

    /**
     * @throws RegistryUnavailable where no answer came: try again
     * @throws RegistryRefused where the registry does not let this client do it
     * @throws SchemaRefused where the registry does not know the id
     */
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema found =
                ask("schema id " + id, () -> (Schema) client.getSchemaById(id).rawSchema());
        schemas.put(id, found);
        return found;
    }

    /**
     * Asks for a sign of life; reads and changes nothing.
     *
     * @throws RegistryUnavailable where no answer came, or one that no registry gives
     * @throws RegistryRefused where the registry does not let this client in
     */
    public void check() {
        try {
            ask("this client", () -> client.getAllSubjectsByPrefix(NO_SUBJECT));
        } catch (SchemaRefused e) {
            throw new RegistryUnavailable(urls, e.getCause());
        }
    }

    private <T> T ask(String what, Question<T> question) {
        try {
            return question.answer();
        } catch (RestClientException e) {
            // Only these three are about the schema, and two about this client; the rest (429, 500, ...) may pass.
            throw switch (e.getStatus()) {
                case 401, 403 -> new RegistryRefused(urls, what + ": HTTP " + e.getStatus(), e);
                case 404, 409, 422 -> new SchemaRefused(what + ": " + e.getMessage(), e);
                default -> new RegistryUnavailable(urls, e);
            };
        } catch (IOException e) {
            if (isAboutCertificates(e)) {
                throw new RegistryRefused(urls, what, e);
            }
            throw isAnotherLanguage(e)
                    ? new SchemaRefused(what + ": is not an Avro schema", e)
                    : new RegistryUnavailable(urls, e);
        }
    }

    /** What Confluent's client throws, of all things, where it got a Protobuf or JSON schema. */
    private static boolean isAnotherLanguage(IOException e) {
        return e.getMessage() != null && e.getMessage().startsWith("Invalid schema");
    }

    /** Expired, unknown or somebody else's: it will be so the next time too. */
    private static boolean isAboutCertificates(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }

    private interface Question<T> {
        T answer() throws IOException, RestClientException;
    }

    /** Cheap as a key: Avro schemas remember their hash, and an equal one is nearly always the same one. */
    private record Registered(String topic, Schema schema) {}
}
