package io.millrace.processors;

import java.util.Locale;

/** What the join counts. */
enum JoinEvent {
    /** Vector, prediction and label met. */
    JOINED,
    /** A later label took the place of one that had counted. */
    CORRECTED,
    /** A later label took the place of one that still waited. */
    REPLACED,
    /** A label that says something else than the one that counts, and is older. */
    OUTDATED,
    /** A second vector of one id. */
    DUPLICATE_VECTOR,
    /** A second prediction of one id. */
    DUPLICATE_PREDICTION,
    /** A label that says what is known, or where labels are not corrected, any second label of one id. */
    DUPLICATE_LABEL,
    /** A label whose id had expired. */
    LATE,
    /** An id whose label did not come within the horizon. */
    EXPIRED,
    /** A label whose vector or prediction did not come within the horizon. */
    UNMATCHED;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
