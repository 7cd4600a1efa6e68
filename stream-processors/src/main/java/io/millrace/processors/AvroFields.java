package io.millrace.processors;

import io.millrace.features.RawRecord;
import io.millrace.schemas.pipeline.FieldPath;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The fields of the records of one writer schema, by name or path. The way to each is found once, not per record; what the
 * schema lacks is a missing value. Thread-safe.
 */
final class AvroFields {
    /** More are not remembered in their order: no pipeline should grow an array copy by copy. */
    private static final int MOST_IN_ORDER = 256;

    private final Schema schema;
    private final Map<String, AvroValue> ways = new ConcurrentHashMap<>(); // as many as the pipeline names
    private volatile Asked[] inOrder = {};

    AvroFields(Schema schema) {
        this.schema = schema;
    }

    private record Asked(String name, AvroValue way) {}

    /** For one thread, as the record is. */
    RawRecord of(GenericRecord record) {
        return new AvroRecord(record);
    }

    /** Every record is asked for the same fields in the same order, so the way to each mostly is where the last record had it. */
    private final class AvroRecord implements RawRecord {
        private final GenericRecord record;
        private int place;

        AvroRecord(GenericRecord record) {
            this.record = record;
        }

        @Override
        public Object field(String name) {
            return way(name, place++).of(record);
        }
    }

    private AvroValue way(String name, int place) {
        Asked[] known = inOrder;
        return place < known.length && known[place].name.equals(name) ? known[place].way : find(name, place);
    }

    private AvroValue find(String name, int place) {
        AvroValue way = ways.computeIfAbsent(name, path -> AvroValue.at(schema, FieldPath.of(path)));
        Asked[] known = inOrder;
        if (place == known.length && place < MOST_IN_ORDER) {
            Asked[] longer = Arrays.copyOf(known, place + 1);
            longer[place] = new Asked(name, way);
            inOrder = longer; // whole before another thread sees it; one that a race loses is only looked up
        }
        return way;
    }
}
