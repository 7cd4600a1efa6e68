package io.millrace.processors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.features.RawRecord;
import io.millrace.schemas.pipeline.FieldPath;
import io.millrace.schemas.serde.MalformedRecord;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads records that are one JSON object each. Thread-safe. */
final class JsonDecoder implements RecordDecoder {
    private final ObjectReader reader = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final Map<String, FieldPath> paths = new ConcurrentHashMap<>(); // as many as the pipeline names

    @Override
    public RawRecord decode(byte[] value) {
        JsonNode read = parsed(value);
        if (read instanceof ObjectNode object) {
            return name -> scalar(at(object, path(name)));
        }
        throw new MalformedRecord("the value is JSON, but not an object", null);
    }

    private JsonNode parsed(byte[] value) {
        try {
            return reader.readValue(value);
        } catch (JsonProcessingException e) {
            throw new MalformedRecord("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedRecord("not JSON: " + e.getMessage(), e);
        }
    }

    private FieldPath path(String name) {
        FieldPath path = paths.get(name);
        return path == null ? paths.computeIfAbsent(name, FieldPath::of) : path;
    }

    /** Null where nothing stands there. */
    private static JsonNode at(JsonNode node, FieldPath path) {
        if (path.rest().isEmpty()) {
            return step(node, path);
        }
        JsonNode whole = node.get(path.text());
        if (whole != null) {
            return whole;
        }
        JsonNode first = step(node, path);
        return first == null ? null : at(first, path.rest().get());
    }

    private static JsonNode step(JsonNode node, FieldPath path) {
        return node.isArray() ? node.get(path.place()) : node.get(path.first());
    }

    private static Object scalar(JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node;
    }
}
