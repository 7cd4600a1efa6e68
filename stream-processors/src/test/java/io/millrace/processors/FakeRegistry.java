package io.millrace.processors;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** A schema registry in memory that can be taken down. It checks no compatibility. */
final class FakeRegistry extends MockSchemaRegistryClient {
    private static final int NOT_FOUND = 404;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int KNOWN = 1_000;

    private boolean down;

    void goDown() {
        down = true;
    }

    @Override
    public synchronized int register(String subject, ParsedSchema schema) throws IOException, RestClientException {
        answer();
        return super.register(subject, schema);
    }

    @Override
    public synchronized ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
        answer();
        if (id < 1 || id > KNOWN) {
            throw new RestClientException("Schema " + id + " not found", NOT_FOUND, SCHEMA_NOT_FOUND);
        }
        return super.getSchemaById(id);
    }

    private void answer() throws IOException {
        if (down) {
            throw new IOException("connection refused");
        }
    }
}
