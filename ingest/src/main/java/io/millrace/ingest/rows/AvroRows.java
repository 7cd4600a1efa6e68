package io.millrace.ingest.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Rows as Avro: a record named after the pipeline, every column a union of null, boolean, long, double and string with default
 * null, so that any value of a column, the wrong ones too, can be written, and columns can come and go.
 */
final class AvroRows implements RowEncoding {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema ANY = Schema.createUnion(
            Schema.create(Schema.Type.NULL),
            Schema.create(Schema.Type.BOOLEAN),
            Schema.create(Schema.Type.LONG),
            Schema.create(Schema.Type.DOUBLE),
            Schema.create(Schema.Type.STRING));

    private final String topic;
    private final Schema schema;
    private final UserRecords records;

    AvroRows(String pipeline, String topic, Collection<String> columns, SchemaRegistry registry) {
        this.topic = topic;
        this.schema = schema(pipeline, columns);
        this.records = new UserRecords(registry);
    }

    @Override
    public byte[] encode(Map<String, Object> fields) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(fields.get(field.name())));
        }
        return records.write(topic, record);
    }

    private static Schema schema(String pipeline, Collection<String> columns) {
        List<Schema.Field> fields = columns.stream()
                .map(column -> new Schema.Field(avroName(column), ANY, null, Schema.Field.NULL_DEFAULT_VALUE))
                .toList();
        return Schema.createRecord(recordName(pipeline), null, "io.millrace.records", false, fields);
    }

    private static String avroName(String column) {
        if (!column.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new ServiceFailure(
                    "column '" + column + "' cannot be an Avro field (letters, digits and underscores):"
                            + " set source.format to json in the pipeline definition, or rename the column");
        }
        return column;
    }

    /** {@code card-fraud} becomes {@code CardFraud}. */
    private static String recordName(String pipeline) {
        StringBuilder name = new StringBuilder(Character.isDigit(pipeline.charAt(0)) ? "P" : "");
        for (String word : pipeline.split("-+")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    private static Object value(Object value) {
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
