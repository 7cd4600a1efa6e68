package io.millrace.ingest.rows;

import io.millrace.schemas.pipeline.FieldPath;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * Rows as Avro: a record named after the pipeline, every column a union of null, boolean, long, double and string with default
 * null, so that any value of a column, the wrong ones too, can be written, and columns can come and go. Columns by path make
 * records and lists in it, beside the same types.
 */
final class AvroRows implements RowEncoding {
    private final String topic;
    private final AvroPlace row;
    private final UserRecords records;

    AvroRows(String pipeline, String topic, Collection<String> columns, SchemaRegistry registry) {
        this.topic = topic;
        this.row = new AvroPlace(
                recordName(pipeline), columns.stream().map(FieldPath::of).toList());
        this.records = new UserRecords(registry);
    }

    @Override
    public byte[] encode(Map<String, Object> fields) {
        return records.write(topic, row.record(fields));
    }

    /** {@code card-fraud} becomes {@code CardFraud}. */
    private static String recordName(String pipeline) {
        StringBuilder name = new StringBuilder(Character.isDigit(pipeline.charAt(0)) ? "P" : "");
        for (String word : pipeline.split("-+")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}
