package io.millrace.features;

import java.util.Locale;

/** Why a record did not become a feature vector. The code stands in quarantined records and in metrics. */
public enum Reason {
    /** Not what the topic holds: not Avro, not a JSON object, no value at all. */
    MALFORMED,
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA,
    /** No key, or an empty one. */
    MISSING_ID,
    /** The column that names the record says something else than the key. */
    ID_MISMATCH,
    /** The id was accepted before, within the duplicate window. */
    DUPLICATE,
    /** Its event time lies too far behind the latest accepted one of its partition. */
    LATE,
    /** A value that is not of its column's type. */
    WRONG_TYPE,
    /** A number outside its column's bounds. */
    OUT_OF_RANGE,
    /** A number within its column's bounds, but unusual. */
    OUTLIER,
    /** Nothing where the column wants a value. */
    MISSING_VALUE,
    /** A category outside its column's vocabulary. */
    UNSEEN_VALUE,
    /** A label that is none of the classes. */
    UNKNOWN_CLASS;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The reason in kebab case, for instance {@code wrong-type}. */
    public String code() {
        return code;
    }
}
