package io.millrace.ingest.streams;

import java.util.Optional;

/** What is wrong with a dirty record. A record has at most one defect. */
public enum Defect {
    /** A value is null or empty: repaired, the model sees an indicator. */
    MISSING(null),
    /** A number is replaced by text. */
    WRONG_TYPE("wrong-type"),
    /** A number is a thousand times as large and beyond its column's bounds. */
    OUTLIER("out-of-range"),
    /** A category is not in its column's vocabulary: repaired, encoded as unknown. */
    UNSEEN_CATEGORY(null),
    /** An earlier record is sent again, with its id. */
    DUPLICATE("duplicate"),
    /** The value is no record at all. */
    MALFORMED("malformed");

    private final String reason;

    Defect(String reason) {
        this.reason = reason;
    }

    /** Reason code under which the quarantine must hold such a record; empty where the record is repaired instead. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
