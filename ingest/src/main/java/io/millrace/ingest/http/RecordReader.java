package io.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.ingest.rows.RowEncoding;
import io.millrace.schemas.pipeline.FieldPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records: the columns that the pipeline names, as from files; others are left out, and the reply says which. The id is the
 * column {@code source.id}. Without that it is the field {@code id}, unless that is a column, and one is given where there is none.
 */
final class RecordReader implements ObjectReader {
    static final String ID = "id";
    private static final int MOST_IGNORED = 20;

    /**
     * What holds for every request of a pipeline.
     *
     * @param idColumn {@code source.id}
     */
    record Shape(String topic, Set<String> columns, Optional<FieldPath> idColumn, RowEncoding rows) {
        /** The field that may name a record and is not part of it. */
        boolean hasFreeId() {
            return idColumn.isEmpty() && !columns.contains(ID);
        }
    }

    private final Shape shape;
    private final GivenIds given;
    private final long timestamp;
    private final Set<String> ignored = new TreeSet<>();
    private final Map<String, Object> fields = new HashMap<>(); // of the object at hand

    RecordReader(Shape shape, GivenIds given, long timestamp) {
        this.shape = shape;
        this.given = given;
        this.timestamp = timestamp;
    }

    /** Fields that were left out, the first twenty names of them. */
    Set<String> ignored() {
        return ignored;
    }

    @Override
    public Entry.Ready read(JsonParser parser, int number) throws IOException, Entry.Wrong {
        fields.clear();
        Object freeId = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (shape.columns().contains(name)) {
                fields.put(name, Values.read(parser));
            } else if (name.equals(ID) && shape.hasFreeId()) {
                freeId = Values.read(parser);
            } else {
                ignore(name);
                parser.skipChildren();
            }
        }
        if (fields.isEmpty()) {
            throw new Entry.Wrong("has none of the pipeline's columns: " + String.join(", ", shape.columns()));
        }
        demandFinite();
        String id = id(freeId, number);
        return new Entry.Ready(new ProducerRecord<>(
                shape.topic(), null, timestamp, id, shape.rows().encode(fields)));
    }

    private String id(Object freeId, int number) throws Entry.Wrong {
        if (shape.idColumn().isPresent()) {
            FieldPath column = shape.idColumn().get();
            return Values.id(column.text(), column.in(fields));
        }
        return freeId == null ? given.id(number) : Values.id(ID, freeId);
    }

    private void demandFinite() throws Entry.Wrong {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (field.getValue() instanceof Double number && number.isInfinite()) {
                throw new Entry.Wrong(field.getKey(), "is a number beyond what 64 bits hold");
            }
        }
    }

    private void ignore(String name) {
        if (ignored.size() < MOST_IGNORED) {
            ignored.add(name);
        }
    }
}
