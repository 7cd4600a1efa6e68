package io.millrace.ingest.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * A place in a row as Avro: any single value, so that the wrong ones too can be written; and where paths lead further, a record
 * of the fields below it, or a list. Immutable.
 */
final class AvroPlace {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema ANY = Schema.createUnion(
            Schema.create(Schema.Type.NULL),
            Schema.create(Schema.Type.BOOLEAN),
            Schema.create(Schema.Type.LONG),
            Schema.create(Schema.Type.DOUBLE),
            Schema.create(Schema.Type.STRING));

    private final Schema nested;
    private final List<FieldPath> paths;
    private final Map<String, AvroPlace> fields = new LinkedHashMap<>();
    private final Optional<AvroPlace> element;

    /**
     * @param name of the record, should it be one
     * @param paths to what is below; none where this is a single value
     */
    AvroPlace(String name, List<FieldPath> paths) {
        this.paths = paths;
        boolean isList = !paths.isEmpty() && paths.stream().allMatch(path -> path.place() >= 0);
        this.element = isList ? Optional.of(new AvroPlace(name, below(paths))) : Optional.empty();
        if (!isList) {
            paths.forEach(path -> fields.computeIfAbsent(
                    avroName(path.first()), first -> new AvroPlace(name + "_" + first, below(startingWith(first)))));
        }
        this.nested = element.map(each -> Schema.createArray(each.schema())).orElseGet(() -> record(name));
    }

    /** The record or list by itself. */
    Schema nested() {
        return nested;
    }

    private Schema schema() {
        if (paths.isEmpty()) {
            return ANY;
        }
        List<Schema> branches = new ArrayList<>(ANY.getTypes());
        branches.add(nested);
        return Schema.createUnion(branches);
    }

    private Schema record(String name) {
        List<Schema.Field> all = new ArrayList<>();
        fields.forEach((field, place) ->
                all.add(new Schema.Field(field, place.schema(), null, Schema.Field.NULL_DEFAULT_VALUE)));
        return Schema.createRecord(name, null, "io.millrace.records", false, all);
    }

    private List<FieldPath> startingWith(String first) {
        return paths.stream().filter(path -> path.first().equals(first)).toList();
    }

    private static List<FieldPath> below(Collection<FieldPath> paths) {
        return paths.stream().flatMap(path -> path.rest().stream()).toList();
    }

    private static String avroName(String field) {
        if (!field.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new ServiceFailure("column '" + field + "' cannot be an Avro field (letters, digits and underscores):"
                    + " set source.format to json in the pipeline definition, or rename the column");
        }
        return field;
    }

    /** What the place holds; a value that does not have the shape of what is below is written as it is. */
    private Object value(Object value) {
        if (value instanceof Map<?, ?> map && !fields.isEmpty()) {
            return record(map);
        }
        return value instanceof List<?> list && element.isPresent()
                ? list.stream().map(element.get()::value).toList()
                : single(value);
    }

    GenericData.Record record(Map<?, ?> values) {
        GenericData.Record record = new GenericData.Record(nested);
        fields.forEach((field, place) -> record.put(field, place.value(given(field, values))));
        return record;
    }

    /** A row may spell a path out, as the header of a CSV file does, or hold what is on the way. */
    private Object given(String field, Map<?, ?> values) {
        Object given = values.get(field);
        if (given != null) {
            return given;
        }
        Map<String, Object> spelled = new HashMap<>();
        for (FieldPath path : paths) {
            if (path.rest().isPresent() && path.first().equals(field) && values.get(path.text()) != null) {
                spelled.put(path.rest().get().text(), values.get(path.text()));
            }
        }
        return spelled.isEmpty() ? null : spelled;
    }

    private static Object single(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof String) {
            return value;
        } else if (value instanceof Integer whole) {
            return whole.longValue();
        } else if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a " + value.getClass() + " came out of a source", e);
        }
    }
}
