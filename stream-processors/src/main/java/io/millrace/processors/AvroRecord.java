package io.millrace.processors;

import io.millrace.features.RawRecord;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;

/** A user's Avro record, in whatever schema it was written with: a field the schema lacks is a missing value. */
record AvroRecord(GenericRecord fields) implements RawRecord {
    @Override
    public Object field(String name) {
        Schema.Field field = fields.getSchema().getField(name);
        Object value = field == null ? null : fields.get(field.pos());
        return value instanceof GenericEnumSymbol<?> symbol ? symbol.toString() : value;
    }
}
