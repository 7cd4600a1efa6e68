package io.millrace.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
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
    private final String urls;
    private final SchemaRegistryClient client;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * @param urls one or more base URLs, separated by commas
     * @param configuration Confluent's client settings, such as {@code basic.auth.credentials.source}
     */
    public SchemaRegistry(String urls, Map<String, ?> configuration) {
        this(
                urls,
                new CachedSchemaRegistryClient(
                        Arrays.asList(urls.split(",")), 1000, List.of(new AvroSchemaProvider()), configuration));
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
     * @throws SchemaRefused where the registry answered no, for instance because the schema breaks compatibility
     */
    public int idOf(String topic, Schema schema) {
        Integer known = ids.get(topic + '\n' + System.identityHashCode(schema));
        if (known != null) {
            return known;
        }
        try {
            int id = client.register(topic + "-value", new AvroSchema(schema));
            schemas.put(id, schema);
            ids.put(topic + '\n' + System.identityHashCode(schema), id);
            return id;
        } catch (RestClientException e) {
            throw failed(e, "subject " + topic + "-value");
        } catch (IOException e) {
            throw new RegistryUnavailable(urls, e);
        }
    }

    /**
     * @throws RegistryUnavailable where no answer came: try again
     * @throws SchemaRefused where the registry does not know the id
     */
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        try {
            Schema found = (Schema) client.getSchemaById(id).rawSchema();
            schemas.put(id, found);
            return found;
        } catch (RestClientException e) {
            throw failed(e, "schema id " + id);
        } catch (IOException e) {
            throw new RegistryUnavailable(urls, e);
        }
    }

    private RuntimeException failed(RestClientException e, String what) {
        return e.getStatus() >= 500
                ? new RegistryUnavailable(urls, e)
                : new SchemaRefused(what + ": " + e.getMessage(), e);
    }
}
