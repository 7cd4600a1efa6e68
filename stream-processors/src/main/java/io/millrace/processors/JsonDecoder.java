package io.millrace.processors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.features.RawRecord;
import io.millrace.schemas.serde.MalformedRecord;
import java.io.IOException;

/** Reads records that are one JSON object each. Thread-safe. */
final class JsonDecoder implements RecordDecoder {
    private final ObjectReader reader = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    @Override
    public RawRecord decode(byte[] value) {
        JsonNode read = parsed(value);
        if (read instanceof ObjectNode object) {
            return name -> scalar(object.get(name));
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
