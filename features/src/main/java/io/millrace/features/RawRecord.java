package io.millrace.features;

import io.millrace.schemas.pipeline.FieldPath;
import java.time.Instant;

/** A record as its user wrote it: what stands under each field name, or where a {@link FieldPath} leads. */
@FunctionalInterface
public interface RawRecord {
    /**
     * @return a {@link Number}, {@link CharSequence} or {@link Boolean}, or an {@link Instant} where the record itself says
     *     that it is a point in time; null where the field is absent or null; anything else is taken for a value of the wrong
     *     type
     */
    Object field(String name);
}
