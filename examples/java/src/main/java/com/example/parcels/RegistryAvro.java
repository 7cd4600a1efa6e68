package com.example.parcels;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Avro as Confluent's serializers write it: a zero byte, the id of the schema in four bytes, the Avro binary. Where you can reach
 * Confluent's Maven repository, use {@code io.confluent:kafka-avro-serializer} instead of this class; the bytes are the same.
 */
final class RegistryAvro {
    private final CachedSchemaRegistryClient registry;

    RegistryAvro(String url) {
        // a secured registry: Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info",
        // "user:password")
        registry = new CachedSchemaRegistryClient(url, 100, Map.of());
    }

    byte[] encode(String topic, GenericRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeByte(0);
        header.writeInt(idOf(topic, value.getSchema())); // registered where it is new, remembered from then on
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    GenericRecord decode(byte[] bytes) throws IOException {
        Schema written = schemaOf(ByteBuffer.wrap(bytes, 1, 4).getInt());
        return new GenericDatumReader<GenericRecord>(written)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }

    private int idOf(String topic, Schema schema) throws IOException {
        try {
            return registry.register(topic + "-value", new AvroSchema(schema));
        } catch (RestClientException e) {
            throw new IOException("the registry refuses the schema: " + e.getMessage(), e);
        }
    }

    private Schema schemaOf(int id) throws IOException {
        try {
            return (Schema) registry.getSchemaById(id).rawSchema();
        } catch (RestClientException e) {
            throw new IOException("the registry does not know schema " + id + ": " + e.getMessage(), e);
        }
    }
}
