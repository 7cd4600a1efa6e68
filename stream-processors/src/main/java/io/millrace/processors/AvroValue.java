package io.millrace.processors;

import io.millrace.schemas.pipeline.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;

/** What a path leads to inside the Avro values of one schema. */
@FunctionalInterface
interface AvroValue {
    /** Where the schema has nothing. */
    AvroValue NOTHING = value -> null;

    /** What is as raw records hold it already. */
    AvroValue ITSELF = value -> value;

    /** @return null where the value has nothing there */
    Object of(Object value);

    /** The way from a value of the schema to what the path names. */
    static AvroValue at(Schema schema, FieldPath path) {
        return switch (schema.getType()) {
            case RECORD -> field(schema, path);
            case MAP -> entry(schema, path);
            case ARRAY -> element(schema, path);
            case UNION -> union(schema, Optional.of(path));
            default -> NOTHING;
        };
    }

    /** The whole value of the schema, or what is below it. */
    private static AvroValue below(Schema schema, Optional<FieldPath> path) {
        if (path.isPresent()) {
            return at(schema, path.get());
        }
        return schema.getType() == Schema.Type.UNION ? union(schema, path) : AvroScalar.of(schema);
    }

    private static AvroValue field(Schema schema, FieldPath path) {
        Schema.Field whole = schema.getField(path.text());
        Schema.Field field = whole == null ? schema.getField(path.first()) : whole;
        if (field == null) {
            return NOTHING;
        }
        AvroValue below = below(field.schema(), whole == null ? path.rest() : Optional.empty());
        int position = field.pos();
        return value -> below.of(((IndexedRecord) value).get(position));
    }

    private static AvroValue entry(Schema schema, FieldPath path) {
        AvroValue whole = below(schema.getValueType(), Optional.empty());
        AvroValue below = below(schema.getValueType(), path.rest());
        return value -> {
            Map<?, ?> map = (Map<?, ?>) value;
            Object named = get(map, path.text());
            if (named != null) {
                return whole.of(named);
            }
            Object first = get(map, path.first());
            return first == null ? null : below.of(first);
        };
    }

    /** Avro reads keys as {@link Utf8}, or as text where the schema asks for that. */
    private static Object get(Map<?, ?> map, String key) {
        Object value = map.get(new Utf8(key));
        return value == null ? map.get(key) : value;
    }

    private static AvroValue element(Schema schema, FieldPath path) {
        AvroValue below = below(schema.getElementType(), path.rest());
        int place = path.place();
        return value -> {
            List<?> list = (List<?>) value;
            return place >= 0 && place < list.size() ? below.of(list.get(place)) : null;
        };
    }

    /** A union holds the value of whichever branch it was written in. */
    private static AvroValue union(Schema schema, Optional<FieldPath> path) {
        List<AvroValue> branches = schema.getTypes().stream()
                .map(branch -> branch.getType() == Schema.Type.NULL ? ITSELF : below(branch, path))
                .toList();
        if (branches.stream().allMatch(branch -> branch == ITSELF)) {
            return ITSELF; // as ingest writes: nothing to tell apart
        }
        return value -> value == null
                ? null
                : branches.get(GenericData.get().resolveUnion(schema, value)).of(value);
    }
}
