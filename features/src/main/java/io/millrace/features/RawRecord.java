package io.millrace.features;

/** A record as its user wrote it: what stands under each field name. */
@FunctionalInterface
public interface RawRecord {
    /**
     * @return a {@link Number}, {@link CharSequence} or {@link Boolean}; null where the field is absent or null;
     *     anything else is taken for a value of the wrong type
     */
    Object field(String name);
}
