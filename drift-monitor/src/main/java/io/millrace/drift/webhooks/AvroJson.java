package io.millrace.drift.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.serde.Bytes;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * An Avro record as JSON, field by field, so that what a later schema adds comes with it: instants as ISO-8601, enums by name, bytes as
 * base64. A number that JSON does not have is null.
 */
final class AvroJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AvroJson() {}

    static ObjectNode of(IndexedRecord record) {
        ObjectNode fields = JSON.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            fields.set(field.name(), node(record.get(field.pos())));
        }
        return fields;
    }

    private static JsonNode node(Object value) {
        if (value == null) {
            return JSON.nullNode();
        } else if (value instanceof IndexedRecord nested) {
            return of(nested);
        } else if (value instanceof Collection<?> elements) {
            ArrayNode array = JSON.arrayNode();
            elements.forEach(element -> array.add(node(element)));
            return array;
        } else if (value instanceof Map<?, ?> entries) {
            ObjectNode object = JSON.objectNode();
            entries.forEach((key, element) -> object.set(key.toString(), node(element)));
            return object;
        } else if (value instanceof ByteBuffer bytes) {
            return JSON.textNode(Base64.getEncoder().encodeToString(Bytes.of(bytes)));
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        } else if (value instanceof Number number) {
            double decimal = number.doubleValue();
            return Double.isFinite(decimal) ? JSON.numberNode(decimal) : JSON.nullNode();
        }
        return JSON.textNode(value.toString());
    }
}
