package io.millrace.ingest.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as JSON objects, UTF-8. A column that a row does not have is left out. */
final class JsonRows implements RowEncoding {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> columns;

    JsonRows(Collection<String> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public byte[] encode(Map<String, Object> fields) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (String column : columns) {
            if (fields.containsKey(column)) {
                named.put(column, fields.get(column));
            }
        }
        try {
            return JSON.writeValueAsBytes(named);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a source gave what JSON cannot hold", e);
        }
    }
}
